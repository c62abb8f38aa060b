"""Two questions in one message: where one ends and the next begins."""

from __future__ import annotations

from bot.answers.hearing import Heard, Word
from bot.answers.phrases import SHARP, is_subject

_ENDS = frozenset("?؟!.\n;")
_AND = frozenset({"and", "و", "w", "u", "wa", "we", "plus", "also", "وايضا", "وكذلك", "ثم", "وبعدين", "كذلك", "ايضا"})
MOST = 3


def parts(heard: Heard) -> tuple[str, ...]:
    """The texts of the questions, in order; the whole text where it is one question."""
    cuts = [0]
    for place in range(1, len(heard.words)):
        if _begins(heard.words, place, cuts[-1]):
            cuts.append(place)
    if len(cuts) == 1:
        return (_text(heard, heard.words),)
    pieces = [heard.words[start:end] for start, end in zip(cuts, [*cuts[1:], len(heard.words)], strict=True)]
    return tuple(_text(heard, piece) for piece in pieces[:MOST])


def _begins(words: tuple[Word, ...], place: int, start: int) -> bool:
    """Whether a new question begins at a word: after a full stop, or with "and" and a question word."""
    before, word = words[place - 1], words[place]
    earlier, later = words[start:place], words[place:]
    if before.stop and before.stop in _ENDS:
        return _says_something(earlier) and _says_something(later)
    joined = (
        word.text.startswith("و") and len(word.text) > 3 and word.text not in {"وين", "وينه", "وينها", "وش", "وشو"}
    ) or before.text in _AND
    asks = any(name in SHARP or name in {"whether", "what"} for name in word.names("q"))
    return joined and asks and any(each.names("q") or is_subject(each) for each in earlier)


def _says_something(words: tuple[Word, ...]) -> bool:
    return any(is_subject(word) or word.names("q") for word in words)


def _text(heard: Heard, words: tuple[Word, ...]) -> str:
    tokens = heard.tokens[words[0].first : words[-1].first + words[-1].length] if words else ()
    return " ".join(token.text for token in tokens)
