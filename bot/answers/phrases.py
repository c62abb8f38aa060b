"""A text as what it asks and what it is about, ready to be compared with another text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.answers.hearing import Heard, Word
from bot.answers.vocabulary import Units


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a text is about: its possible meanings, and whether it is known at all."""

    text: str
    units: Mapping[str, float] = field(hash=False)
    known: bool = True

    @property
    def off_topic(self) -> str | None:
        """Name of the off-topic subject that it is a word of, if any."""
        return next((unit[2:] for unit in self.units if unit[0] == "o"), None)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text taken apart: its subjects, what it asks for, and the letters it is written with."""

    subjects: tuple[Subject, ...]
    asking: frozenset[str]
    grams: frozenset[str] = field(hash=False)


def phrase(heard: Heard, near: Mapping[str, Mapping[str, float]]) -> Phrase:
    """The phrase of a heard text; ``near`` adds kindred meanings, as strong as their kinship."""
    subjects = tuple(subject(word, near) for word in heard.words if is_subject(word))
    return Phrase(subjects, frozenset(heard.asking()), frozenset(grams(token.text for token in heard.tokens)))


def is_subject(word: Word) -> bool:
    """Whether a word says what the text is about; concepts count even where the word may also be grammar."""
    kinds = {unit[0] for unit in word.units}
    if kinds & set("cpyo"):
        return not (kinds & {"g"} and not kinds & set("yp") and len(word.text) < 4)
    return not kinds & set("qgt")


def subject(word: Word, near: Mapping[str, Mapping[str, float]]) -> Subject:
    """The word's meanings, with its kin."""
    units: Units = {unit: strength for unit, strength in word.units.items() if unit[0] not in "qgts"}
    for unit, strength in tuple(units.items()):
        for relative, kinship in near.get(unit, {}).items():
            units[relative] = max(units.get(relative, 0.0), strength * kinship)
    return Subject(word.text, units, word.how != "unknown" and any(unit[0] != "w" for unit in units))


def grams(words: Iterable[str], size: int = 3) -> Iterable[str]:
    """The runs of ``size`` letters of the words, their beginnings and ends marked."""
    for word in words:
        marked = f" {word} "
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
