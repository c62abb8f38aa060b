"""Finding by meaning: how much of a question a document explains, and how much of the document it asks for."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.answers.documents import Document
from bot.answers.phrases import SHARP, Phrase, Subject

MOST = 16
"""How many documents are compared letter by letter."""
ASKING = 0.5
"""How much a question word tells, against what a question is about."""
FRAME = 0.4
"""How much the event's own name tells in a question about the event."""
_NOT_ASKED = 0.08
"""How much a question word or a word of time tells that no document has."""
_MET = 0.45
_EXACT = 0.9
_NO_KIN: frozenset[str] = frozenset()
_KIN = {
    "how_much": frozenset({"how_many"}),
    "how_many": frozenset({"how_much"}),
    "how_long": frozenset({"how_many"}),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document with its likeness to the question, feature by feature."""

    document: int
    features: Mapping[str, float] = field(hash=False)


@dataclass(slots=True)
class Index:
    """All phrasings by the units that stand in them. ``frame``: units of the event's own name."""

    documents: tuple[Document, ...]
    frame: frozenset[str] = frozenset()
    _postings: dict[str, list[tuple[int, int, float, float]]] = field(init=False, default_factory=dict)
    _weights: dict[str, float] = field(init=False, default_factory=dict)
    _unknown: float = field(init=False)
    _owner: list[int] = field(init=False, default_factory=list)
    _phrasings: list[Phrase] = field(init=False, default_factory=list)
    _sharp: list[frozenset[str]] = field(init=False, default_factory=list)
    _totals: list[float] = field(init=False, default_factory=list)
    _first: list[int] = field(init=False, default_factory=list)
    _by_id: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        holders: dict[str, int] = {}
        for document in self.documents:
            for unit in document.units:
                holders[unit] = holders.get(unit, 0) + 1
        total = len(self.documents)
        self._unknown = math.log(1 + total)
        for unit, count in holders.items():
            rarity = math.log(1 + (total - count + 0.5) / (count + 0.5))
            self._weights[unit] = rarity * (ASKING if unit[0] in "qt" else FRAME if unit in self.frame else 1.0)
        for number, document in enumerate(self.documents):
            self._first.append(len(self._phrasings))
            self._by_id.setdefault(document.id, number)
            for phrasing in document.phrasings:
                self._file(phrasing, number)

    def _file(self, phrasing: Phrase, owner: int) -> None:
        number = len(self._phrasings)
        self._phrasings.append(phrasing)
        self._sharp.append(SHARP & phrasing.asking)
        self._owner.append(owner)
        total = 0.0
        for place, subject in enumerate(phrasing.subjects):
            weight = self.weight(subject)
            total += weight
            for unit, strength in subject.units.items():
                self._postings.setdefault(unit, []).append((number, place, strength, weight))
        self._totals.append(total or 1.0)

    def document(self, id_: str) -> Document:
        """The document with this id."""
        return self.documents[self._by_id[id_]]

    def phrasing_number(self, document: int, position: int) -> int:
        """The number of a document's phrasing among all."""
        return self._first[document] + position

    def weight(self, subject: Subject) -> float:
        """How telling a subject is: rare meanings tell more; what no document has tells most."""
        known = [
            self._weights[unit] for unit, strength in subject.units.items() if strength >= 0.5 and unit in self._weights
        ]
        if known:
            return min(known)
        return self._unknown * (_NOT_ASKED if subject.asks else 1.0)

    def holds(self, subject: Subject) -> bool:
        """Whether any document has this meaning."""
        return any(unit in self._weights for unit, strength in subject.units.items() if strength >= 0.5)

    def search(self, asked: Phrase, without: int = -1, also: Iterable[str] = ()) -> list[Hit]:
        """The documents most like the question, and ``also`` these, which something other than words led to.

        ``without``: the number of a phrasing to be looked away from.
        """
        found = _Search(asked, [self.weight(subject) for subject in asked.subjects])
        said: dict[Subject, float] = {}  # what is said again and again is looked up once
        for subject, weight in zip(asked.subjects, found.weights, strict=True):
            said[subject] = said.get(subject, 0.0) + weight
        for subject, weight in said.items():
            self._look_up(found, weight, subject, without)
        best: dict[int, tuple[float, int, float, float, float]] = {}
        sharp = SHARP & asked.asking
        for number, got in found.got.items():
            owner = self._owner[number]
            recall = got / found.whole
            precision = sum(found.met.get(number, {}).values()) / self._totals[number]
            f_score = 2 * recall * precision / (recall + precision) if recall and precision else 0.0
            asking, clash = _agreement(sharp, self._sharp[number])
            known = best.get(owner)
            rank = f_score + 0.04 * asking - 0.04 * clash
            if known is None or rank > known[0]:
                best[owner] = (rank, number, precision, asking, clash)
        close = sorted(best, key=lambda owner: -(best[owner][0] + found.coverage[owner] / found.whole))[:MOST]
        for owner in (self._by_id[id_] for id_ in also):
            if owner not in best:
                best[owner] = (0.0, self._first[owner], 0.0, 0.0, 0.0)
            if owner not in close:
                close.append(owner)
        return [Hit(owner, self._features(found, asked, owner, best[owner], without)) for owner in close]

    def _look_up(self, found: _Search, weight: float, subject: Subject, without: int) -> None:
        best: dict[int, float] = {}
        for unit, strength in subject.units.items():
            exact = unit[0] == "w"
            for number, theirs, other, their_weight in self._postings.get(unit, ()):
                if number == without:
                    continue
                both = strength * other
                if both > best.get(number, 0.0):
                    best[number] = both
                if both >= _MET:
                    met = found.met.setdefault(number, {})
                    met[theirs] = max(met.get(theirs, 0.0), their_weight * both)
                    if exact and both >= _EXACT:
                        found.exact[number] = found.exact.get(number, 0.0) + weight
        covered: dict[int, float] = {}
        for number, both in best.items():
            found.got[number] = found.got.get(number, 0.0) + weight * both
            owner = self._owner[number]
            if both > covered.get(owner, 0.0):
                covered[owner] = both
        for owner, both in covered.items():
            found.coverage[owner] = found.coverage.get(owner, 0.0) + weight * both

    def _features(
        self, found: _Search, asked: Phrase, owner: int, best: tuple[float, int, float, float, float], without: int
    ) -> dict[str, float]:
        document = self.documents[owner]
        _, number, precision, asking, clash = best
        recall = found.got.get(number, 0.0) / found.whole
        coverage = found.coverage.get(owner, 0.0) / found.whole
        first = self._first[owner]
        grams = frozenset(asked.grams)
        letters = max(
            (_dice(grams, each.grams) for place, each in enumerate(document.phrasings) if first + place != without),
            default=0.0,
        )
        in_body = sum(
            weight
            for subject, weight in zip(asked.subjects, found.weights, strict=True)
            if any(unit in document.body for unit, strength in subject.units.items() if strength >= 0.5)
            and not any(unit in document.units for unit, strength in subject.units.items() if strength >= 0.5)
        )
        return {
            "coverage": coverage, "recall": recall, "precision": precision,
            "f_score": 2 * recall * precision / (recall + precision) if recall and precision else 0.0,
            "asking": asking, "clash": clash, "grams": letters, "body": in_body / found.whole,
            "central": self._central(found, asked, document) / found.whole,
            "words": min(1.0, found.exact.get(number, 0.0) / found.whole),
            "narrow": self._narrow(asked, document),
            "session": float(document.kind == "session"), "hall": float(document.kind == "hall"),
            "place": float(document.kind == "place"),
        }  # fmt: skip

    def _narrow(self, asked: Phrase, document: Document) -> float:
        """How much narrower the document is than the question: what most of its phrasings say, it does not.

        To register, with nothing else said, is to register for the event, and neither for a workshop nor at the door.
        """
        own = document.core
        if not own:
            return 0.0
        said = {unit for subject in asked.subjects for unit, strength in subject.units.items() if strength >= _MET}
        return sum(unit not in said for unit in own) / len(own)

    def _central(self, found: _Search, asked: Phrase, document: Document) -> float:
        """How much of the question stands in all of the document's phrasings, and not in one by chance."""
        size = len(document.phrasings) or 1
        return sum(
            weight
            * max(
                (document.units.get(unit, 0) / size for unit, strength in subject.units.items() if strength >= 0.5),
                default=0.0,
            )
            for subject, weight in zip(asked.subjects, found.weights, strict=True)
        )


@dataclass(slots=True)
class _Search:
    """What is added up while a question is looked up."""

    asked: Phrase
    weights: list[float]
    whole: float = field(init=False)
    got: dict[int, float] = field(default_factory=dict)
    met: dict[int, dict[int, float]] = field(default_factory=dict)
    exact: dict[int, float] = field(default_factory=dict)
    coverage: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = sum(self.weights) or 1.0


def _agreement(ours: frozenset[str], others: frozenset[str]) -> tuple[float, float]:
    """Whether two texts ask for the same, and whether they ask for different things."""
    if not ours or not others:
        return (0.5 if ours == others else 0.25), 0.0
    if ours & others or any(_KIN.get(one, _NO_KIN) & others for one in ours):
        return 1.0, 0.0
    return 0.0, 1.0


def _dice(one: frozenset[str], other: Collection[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one.intersection(other)) / (len(one) + len(other))
