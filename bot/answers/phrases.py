"""A text as what it asks and what it is about, ready to be compared with another text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from sys import intern

from bot.answers.hearing import Heard, Word
from bot.answers.vocabulary import Units

SHARP = frozenset(
    {"where", "when", "which_day", "what_time", "who", "how_much", "how_many", "how_long", "how", "why", "how_far"}
)
"""Questions that narrow down what is asked; "what" and "is there" do not."""
SURE = 0.55
"""From here up a meaning is the word's own, and not that of a part of a phrase."""
_TELLING = frozenset({"next", "first", "last", "before", "after", "now", "evening", "today", "tomorrow", "half"})
_OURS = ("ا", "ن", "لل", "ب", "م", "سجل")
"""Beginnings of what we do ourselves, and of nouns."""
_WEAK = 0.5
_ORIGIN = frozenset({"from", "من", "min", "mn", "men", "اني", "انا"})


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a text is about, or asks for: its possible meanings, and whether it is known at all."""

    text: str
    units: Mapping[str, float] = field(hash=False)
    known: bool = True
    repaired: bool = False
    off_topic: str | None = None
    """Name of the off-topic subject that it is a word of, if any."""

    @property
    def asks(self) -> bool:
        """Whether it is a question word or a word of time, rather than a thing."""
        return any(unit[0] in "qt" for unit in self.units)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text taken apart: its subjects, what it asks for, and the letters it is written with."""

    subjects: tuple[Subject, ...]
    asking: frozenset[str]
    grams: Collection[str] = field(hash=False)
    """Each once; a set where much is looked up in it, and a tuple, a tenth of the size, where it is kept."""
    slips: int = 0
    """How many words only a repair made into a small word or a word of time: they may have been words of content."""

    @property
    def about(self) -> tuple[Subject, ...]:
        """The subjects without the question words."""
        return tuple(subject for subject in self.subjects if not subject.asks)


class Thrift:
    """Makes phrases that are kept in their thousands small: what is alike in many is one object."""

    def __init__(self) -> None:
        self._subjects: dict[object, Subject] = {}
        self._asking: dict[frozenset[str], frozenset[str]] = {}

    def kept(self, one: Phrase) -> Phrase:
        """The same phrase, smaller."""
        subjects = tuple(self._subjects.setdefault(_alike(subject), subject) for subject in one.subjects)
        return Phrase(subjects, self._asking.setdefault(one.asking, one.asking), tuple(sorted(one.grams)), one.slips)


def _alike(subject: Subject) -> object:
    return (subject.text, *subject.units.items(), subject.known, subject.repaired, subject.off_topic)


def phrase(heard: Heard, near: Mapping[str, Mapping[str, float]]) -> Phrase:
    """The phrase of a heard text; ``near`` adds kindred meanings, as strong as their kinship."""
    subjects = [
        _subject(_in_place(heard.words, place), near)
        for place, word in enumerate(heard.words)
        if _counts(heard.words, place)
    ]
    asking = heard.asking()
    subjects += [_question(name, near) for name in asking if name in SHARP]
    subjects += [Subject(name, {f"t:{name}": 1.0}) for name in _times(heard)]
    slips = sum(word.how in {"spelling", "sound"} and not is_subject(word) for word in heard.words)
    return Phrase(tuple(subjects), frozenset(asking), frozenset(grams(token.text for token in heard.tokens)), slips)


def _times(heard: Heard) -> tuple[str, ...]:
    """Words of time that tell one fact from another: the next conference, the last day, before noon."""
    return tuple(
        dict.fromkeys(
            name for word in heard.words if not is_subject(word) for name in word.names("t") if name in _TELLING
        )
    )


def _counts(words: tuple[Word, ...], place: int) -> bool:
    word = words[place]
    if word.has("c:elsewhere") and place and words[place - 1 - (words[place - 1].text == "the")].text in _ORIGIN:
        return False
    if word.has("c:companion") and any(other.has("c:first_aid") for other in words):
        return False  # a friend who is ill is no companion to register
    if place and word.names("c") and words[place - 1].has("q:whether", "q:where") and not word.has("t:next"):
        return True  # "is there a bus", though the same letters are a small word elsewhere
    return is_subject(word)


def _in_place(words: tuple[Word, ...], place: int) -> Word:
    """A word as its neighbours make it understood: lectures are not registered but recorded."""
    word = words[place]
    if word.has("c:pay") and not word.has("c:fee") and _is_price(words, place):
        return replace(word, units={**word.units, "c:pay": _WEAK, "c:fee": 1.0})
    if not word.has("c:register") or word.how == "phrase" or word.text.startswith(_OURS) or word.text.isascii():
        return word
    around = words[max(0, place - 1) : place] + words[place + 1 : place + 2]
    if not any(other.has("c:session") and not other.names("y") for other in around):
        return word
    units = {unit: strength for unit, strength in word.units.items() if unit != "c:register"}
    return replace(word, units={**units, "c:recording": 1.0})


def _is_price(words: tuple[Word, ...], place: int) -> bool:
    """Whether what is paid is asked for, and not the way to pay it: how much do I pay, شكد ادفع."""
    before = {name for word in words[:place] for name in word.names("q")}
    return "how_much" in before and "how" not in before


def is_subject(word: Word) -> bool:
    """Whether a word says what the text is about; concepts count even where the word may also be grammar."""
    kinds = {unit[0] for unit in word.units}
    if "o" in kinds and kinds & set("qg"):
        kinds -= {"o"}
    if kinds & set("cpyo"):
        return not (kinds & {"g"} and not kinds & set("yp") and len(word.text) < 4)
    return not kinds & set("qgt")


def _subject(word: Word, near: Mapping[str, Mapping[str, float]]) -> Subject:
    units: Units = {unit: strength for unit, strength in word.units.items() if unit[0] not in "qgtso"}
    for unit, strength in tuple(units.items()):
        for relative, kinship in near.get(unit, {}).items():
            units[relative] = max(units.get(relative, 0.0), strength * kinship)
    known = word.how != "unknown" and any(unit[0] != "w" for unit in word.units)
    off = None if any(unit[0] in "cpy" for unit in word.units) else next(iter(word.names("o")), None)
    if word.has("c:elsewhere"):
        off = "travel_elsewhere"
    return Subject(word.text, units, known, word.how in {"spelling", "sound"}, off)


def _question(name: str, near: Mapping[str, Mapping[str, float]]) -> Subject:
    unit = f"q:{name}"
    return Subject(name, {unit: 1.0, **near.get(unit, {})})


def grams(words: Iterable[str], size: int = 3) -> Iterable[str]:
    """The runs of ``size`` letters of the words, their beginnings and ends marked."""
    for word in words:
        marked = f" {word} "
        for start in range(len(marked) - size + 1):
            yield intern(marked[start : start + size])  # the same runs stand in thousands of phrasings
