"""A text → the words heard in it, each with what it may mean, and the language it is spoken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.answers.spelling import Token, tokens
from bot.answers.vocabulary import REPAIRED, SOUNDED, Units, Vocabulary, stem

CONTENT = frozenset("cpyow")
"""Kinds of units that carry what a question is about: concepts, types, off-topic subjects, topics and plain words."""
_THE_HOUR = "الساع"
"""With its article an hour is a time of day (كم الساعة), without it a measure (كم ساعة)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of tokens and what it may mean. ``how``: exact, phrase, listed, sound, spelling or unknown."""

    text: str
    units: Mapping[str, float] = field(hash=False)
    first: int
    length: int = 1
    how: str = "exact"
    stop: str = ""

    def names(self, kind: str) -> tuple[str, ...]:
        """Names of the units of one kind."""
        return tuple(unit[2:] for unit in self.units if unit[0] == kind)

    def has(self, *units: str) -> bool:
        """Whether it may mean one of these."""
        return any(unit in self.units for unit in units)

    @property
    def positions(self) -> range:
        """Its tokens."""
        return range(self.first, self.first + self.length)

    @property
    def content(self) -> bool:
        """Whether it says what the question is about, rather than how it is asked."""
        kinds = {unit[0] for unit in self.units}
        return not kinds & set("qgt") and bool(kinds & CONTENT)


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as heard."""

    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    language: str
    arabizi: bool

    def asking(self) -> tuple[str, ...]:
        """What its question words ask for, in order: where, when, who and so on."""
        lasting = any("how_long" in word.names("q") for word in self.words)
        return tuple(dict.fromkeys(name for word in self.words for name in _asked_by(word, lasting=lasting)))


def _asked_by(word: Word, *, lasting: bool) -> Iterable[str]:
    """What one word asks for. Beside "how long" a bare hour is a measure and no time of day: how many hours is it."""
    names = word.names("q")
    hour = "what_time" in names and (word.length == 1 or "how_long" in names) and _THE_HOUR not in word.text
    return (name for name in names if not (lasting and hour and name in {"what_time", "when"}))


@dataclass(frozen=True, slots=True)
class Ear:
    """Hears texts with one vocabulary."""

    vocabulary: Vocabulary
    remembered: dict[str, Heard] | None = field(default=None, compare=False, repr=False)
    """Texts heard before; only while an engine is made, which hears an event's texts often. No person's is kept."""

    def hear(self, text: str) -> Heard:
        """The words of a text. Never fails; an empty text has no words."""
        if self.remembered is None:
            return self._hear(text)
        known = self.remembered.get(text)
        if known is None:
            known = self.remembered[text] = self._hear(text)
        return known

    def _hear(self, text: str) -> Heard:
        heard = tokens(text)
        arabizi = self._is_arabizi(heard)
        written, heard = heard, tuple(self._repaired(token, arabizi=arabizi) for token in heard)
        words: list[Word] = []
        position = 0
        while position < len(heard):
            word = self._phrase(heard, position) or self._single(heard[position], position, arabizi=arabizi)
            position += word.length
            if word.text:
                slips = any(heard[place] is not written[place] for place in range(word.first, word.first + word.length))
                words.append(replace(word, how="spelling", units=_weaker(word.units, REPAIRED)) if slips else word)
        return Heard(heard, tuple(words), self._language(heard, words, arabizi=arabizi), arabizi)

    def _repaired(self, token: Token, *, arabizi: bool) -> Token:
        """The token that was meant, where one slip makes an unknown word of a known one."""
        vocabulary = self.vocabulary
        if token.script not in {"arabic", "latin"} or vocabulary.stands_in_phrase(token):
            return token
        if token.script == "arabic":
            known = bool(vocabulary.known_arabic(token.text))
        else:
            known = bool(vocabulary.known_english(token.text) or vocabulary.known_arabizi(token.text))
            known = known or (arabizi and vocabulary.sounding_like(token.text, 0.72) is not None)
        near = None if known else vocabulary.spelled_like(token.text, "arabizi" if arabizi else token.script)
        if near is None and not known and arabizi:
            near = vocabulary.spelled_like(token.text, "latin")
        return Token(near[0], token.script, token.stop) if near else token

    def _phrase(self, heard: tuple[Token, ...], position: int) -> Word | None:
        token = heard[position]
        for start in self._phrase_starts(token):
            for stems, units in self.vocabulary.phrases.get(start, ()):
                end = position + len(stems)
                if end > len(heard):
                    continue
                if all(stem(heard[position + i]) == stems[i] for i in range(1, len(stems))):
                    text = " ".join(part.text for part in heard[position:end])
                    meant: Units = dict(units)
                    for part in heard[position:end]:
                        meant.setdefault(f"w:{stem(part)}", 0.5)
                    return Word(text, meant, position, len(stems), "phrase", heard[end - 1].stop)
        return None

    def _phrase_starts(self, token: Token) -> tuple[str, ...]:
        own = stem(token)
        # "And" also stands before words of two letters: وما اكدر احضر.
        joined = (len(token.text) > 3 and token.text[0] in "وبلفك") or (len(token.text) > 2 and token.text[0] == "و")
        if token.script == "arabic" and joined:
            return own, stem(Token(token.text[1:], "arabic"))
        return (own,)

    def _single(self, token: Token, position: int, *, arabizi: bool) -> Word:
        if token.script in {"number", "clock", "date", "other"}:
            return Word(token.text, {f"n:{token.text}": 1.0, f"w:{token.text}": 1.0}, position, 1, "exact", token.stop)
        units, how = self._arabic(token) if token.script == "arabic" else self._latin(token, arabizi=arabizi)
        own = f"w:{stem(token)}"
        strength = 1.0 if how in {"exact", "listed", "unknown"} else 0.6
        return Word(token.text, {**units, own: max(units.get(own, 0.0), strength)}, position, 1, how, token.stop)

    def _arabic(self, token: Token) -> tuple[Units, str]:
        units = self.vocabulary.known_arabic(token.text)
        if units:
            return units, "exact"
        english = self.vocabulary.written_like(token.text)
        if english:
            return _weaker(self.vocabulary.english[english], SOUNDED), "sound"
        return {}, "unknown"

    def _latin(self, token: Token, *, arabizi: bool) -> tuple[Units, str]:
        vocabulary = self.vocabulary
        known, listed = vocabulary.known_english(token.text), vocabulary.known_arabizi(token.text)
        first, second = (listed, known) if arabizi else (known, listed)
        if first:
            return first, "listed"
        if second:
            return second, "listed"
        sound = vocabulary.sounding_like(token.text, 0.72 if arabizi else 0.86)
        if sound:
            word, alike = sound
            units = vocabulary.arabic.get(word) or vocabulary.verbs.get(word, {})
            return _weaker(units, SOUNDED * min(1.0, alike + 0.1)), "sound"
        return {}, "unknown"

    def _is_arabizi(self, heard: tuple[Token, ...]) -> bool:
        latin = [token.text for token in heard if token.script == "latin"]
        votes = 0.0
        for word in latin:
            english = self.vocabulary.known_english(word)
            listed = self.vocabulary.known_arabizi(word)
            if any(digit in word for digit in "23578 69".replace(" ", "")) and len(word) > 2:
                votes += 2
            elif listed and not english:
                # Two letters are easily a piece of an English word, such as "wi-fi".
                votes += 1.5 if len(word) > 2 else 0.5
            elif english and not listed:
                votes -= 1 if any(unit[0] in "gq" for unit in english) else 0.4
            elif not english and len(word) > 2:
                votes += 0.2
        return votes > 0

    def _language(self, heard: tuple[Token, ...], words: list[Word], *, arabizi: bool) -> str:
        """The language of the grammar (question and small words), not of the nouns."""
        arabic = latin = 0.0
        for word in words:
            script = heard[word.first].script
            weight = 1.0 if {unit[0] for unit in word.units} & set("qg") else 0.34
            if script == "arabic":
                arabic += weight * (1.5 if weight == 1.0 else 1)
            elif script == "latin":
                latin += weight
        if arabic == latin == 0:
            return ""
        if arabizi and latin > 0:
            return "ar"
        return "ar" if arabic >= latin else "en"


def _weaker(units: Mapping[str, float], factor: float) -> Units:
    return {unit: strength * factor for unit, strength in units.items()}
