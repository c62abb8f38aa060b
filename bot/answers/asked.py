"""What a question asks of the programme: how many, whether there are any, and which words of time it says."""

from __future__ import annotations

from bot.answers.hearing import Heard, Word

_MUCH = frozenset({"how_much", "how_long", "how_many", "how"})
_AT_WHAT = frozenset({"بيش", "بكم", "bish", "beesh", "bkam"})
_TOLD = ("t:ordinal_", "t:count_", "t:between", "t:weekday_", "n:")


def asking(heard: Heard) -> tuple[str, ...]:
    """What is asked for: until when is when; "how much" right before a bare word for sessions is how many of them."""
    asked = heard.asking()
    if any(word.has("t:till", "t:countdown", "t:from_when") for word in heard.words):
        return (*(name for name in asked if name not in _MUCH and name != "when"), "when")
    if "how" in asked and any(word.has("c:start", "c:end") for word in heard.words) and _names_a_day(heard):
        asked = (*(name for name in asked if name != "how"), "when")  # how does the first day end
    if "how_much" in asked and any(word.text in _AT_WHAT for word in heard.words) and _at_an_edge(heard):
        asked = (*(name for name in asked if name != "how_much"), "when")  # at how much o'clock
    if "how_far" in asked and "who" in asked:
        asked = tuple(name for name in asked if name != "how_far")  # "after him" is also "its distance"
    if "how_much" not in asked:
        return asked
    for word, following in zip(heard.words, heard.words[1:], strict=False):
        counted = following.has("c:session") or following.names("y")
        if word.names("q") and "how_much" in word.names("q") and counted and not following.text.startswith("ال"):
            return tuple("how_many" if name == "how_much" else name for name in asked)
    return asked


def _at_an_edge(heard: Heard) -> bool:
    return any(word.has("t:first", "t:last", "t:next", "c:start", "c:end") for word in heard.words)


def _names_a_day(heard: Heard) -> bool:
    return any(word.has("t:day", "t:today", "t:tomorrow", "t:after_tomorrow") for word in heard.words)


def sessions_asked(heard: Heard) -> bool:
    """Whether sessions are asked for as such: whether there are any, when, or about what."""
    asks = bool(heard.asking()) or any(word.has("c:subject") for word in heard.words)
    return asks and any(word.has("c:session") for word in heard.words)


def untold(word: Word) -> bool:
    """Whether a word is an hour or a number, or speaks of a stretch of time."""
    return any(unit.startswith(_TOLD) for unit in word.units) and not word.has("t:count_1", "t:ordinal_1")
