"""A hall or a track named by its telling words alone: "in Failaka", "بالعشار", "the rehab sessions"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.answers.hearing import Ear, Word
from bot.answers.phrases import is_subject
from bot.event.model import Hall, Track

_IN = frozenset(
    {"in", "at", "inside", "within", "في", "ب", "بال", "داخل", "جوه", "جوا", "b", "bi", "bil", "fi", "fe", "bel"}
)
_JOINED = ("ب", "وب", "عال", "شب")
_WRITTEN = 0.5
_FEW = 3

Found = tuple[frozenset[str], frozenset[int]]
"""Ids, and the positions of the words that name them."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Telling words of names, each with the things that have it."""

    things: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @staticmethod
    def of(ear: Ear, things: Mapping[str, Hall] | Mapping[str, Track]) -> Pieces:
        """The pieces of the names of some halls or tracks."""
        made: dict[str, set[str]] = {}
        for id_, thing in things.items():
            for text in (*thing.name.every(), *(text for also in thing.also.values() for text in also)):
                for word in ear.hear(text).words:
                    for unit in _telling(word):
                        made.setdefault(unit, set()).add(id_)
        return Pieces({unit: frozenset(ids) for unit, ids in made.items()})

    def runs(self, words: tuple[Word, ...], taken: frozenset[int]) -> Iterable[tuple[frozenset[str], list[Word]]]:
        """Stretches of words that all stand in the names of the same few things, the longest first."""
        found: list[tuple[frozenset[str], list[Word]]] = []
        run: list[Word] = []
        common: frozenset[str] = frozenset()
        for word in words:
            ids = frozenset() if word.first in taken else self._having(word)
            if run and ids & common:
                run.append(word)
                common &= ids
                continue
            if run:
                found.append((common, run))
            run, common = ([word], ids) if ids else ([], frozenset())
        if run:
            found.append((common, run))
        return sorted((each for each in found if len(each[0]) <= _FEW), key=lambda each: -len(each[1]))

    def _having(self, word: Word) -> frozenset[str]:
        units = (unit for unit, strength in word.units.items() if strength >= _WRITTEN)
        return frozenset().union(*(self.things.get(unit, frozenset()) for unit in units))


def placed(words: tuple[Word, ...], run: list[Word]) -> bool:
    """Whether a stretch of words is said as a place: behind "in", with a joined "ب", or beside the word for a hall."""
    first, end = run[0].first, run[-1].first + run[-1].length
    before = {word.text for word in words if word.first + word.length in {first, first - 1}}
    beside = any(
        word.has("c:hall") and (word.first == end or word.first + word.length in {first, first - 1}) for word in words
    )
    return beside or bool(before & _IN) or run[0].text.startswith(_JOINED)


def means_else(word: Word) -> bool:
    """Whether a word has a meaning of its own beside being a name."""
    return any(unit[0] in "cpyoqtg" for unit in word.units)


def _telling(word: Word) -> Iterable[str]:
    if not is_subject(word) or word.has("c:hall", "c:session", "c:event"):
        return ()
    return (unit for unit, strength in word.units.items() if unit[0] in "wp" and strength >= _WRITTEN)
