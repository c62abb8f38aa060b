"""Finding by meaning: how much of a question each document explains, and how much of the document the question asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.answers.documents import Document
from bot.answers.phrases import Phrase, Subject

MOST = 24
"""How many documents are compared closely."""

FEATURES = (
    "coverage",
    "f_score",
    "precision",
    "asking",
    "clash",
    "grams",
    "body",
    "words",
    "rank",
    "session",
    "hall",
    "place",
)
_KIN = {"how_much": {"how_many"}, "how_many": {"how_much"}, "how_long": {"how_much", "how_many"}}
_SHARP = frozenset({"where", "when", "who", "how_much", "how_many", "how_long", "how", "why", "how_far"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A document with its likeness to the question, feature by feature."""

    document: int
    features: Mapping[str, float] = field(hash=False)


@dataclass(slots=True)
class Index:
    """The documents by unit."""

    documents: tuple[Document, ...]
    _postings: dict[str, list[int]] = field(init=False)
    _weights: dict[str, float] = field(init=False)
    _unknown: float = field(init=False)

    def __post_init__(self) -> None:
        self._postings = {}
        for number, document in enumerate(self.documents):
            for unit in document.units:
                self._postings.setdefault(unit, []).append(number)
        facts = sum(document.kind == "fact" for document in self.documents) or 1
        total = max(len(self.documents), facts)
        self._weights = {}
        for unit, holders in self._postings.items():
            self._weights[unit] = math.log(1 + (total - len(holders) + 0.5) / (len(holders) + 0.5))
        self._unknown = math.log(1 + total)

    def weight(self, subject: Subject) -> float:
        """How telling a subject is: rare meanings tell more; what no document has tells most."""
        known = [
            self._weights[unit] for unit, strength in subject.units.items() if strength >= 0.5 and unit in self._weights
        ]
        return min(known) if known else self._unknown

    def holds(self, subject: Subject) -> bool:
        """Whether any document has this meaning."""
        return any(unit in self._postings for unit in subject.units)

    def search(self, asked: Phrase, without: tuple[int, int] | None = None) -> list[Hit]:
        """The documents most like the question; ``without``: a phrasing (document, number) to be looked away from."""
        weights = [self.weight(subject) for subject in asked.subjects]
        scores: dict[int, float] = {}
        for subject, weight in zip(asked.subjects, weights, strict=True):
            best: dict[int, float] = {}
            for unit, strength in subject.units.items():
                for number in self._postings.get(unit, ()):
                    if strength > best.get(number, 0.0):
                        best[number] = strength
            for number, strength in best.items():
                scores[number] = scores.get(number, 0.0) + weight * strength
        close = sorted(scores, key=lambda number: -scores[number])[:MOST]
        whole = sum(weights) or 1.0
        return [
            Hit(number, self._features(asked, weights, whole, number, without, scores[number] / whole))
            for number in close
        ]

    def _features(
        self,
        asked: Phrase,
        weights: list[float],
        whole: float,
        number: int,
        without: tuple[int, int] | None,
        rank: float,
    ) -> dict[str, float]:
        document = self.documents[number]
        looked_away = without[1] if without and without[0] == number else -1
        own = document.phrasings[looked_away] if looked_away >= 0 else None
        covered = _explained(asked.subjects, weights, lambda unit: _stands(document, unit, own)) / whole
        best = (-1.0, 0.0, 0.0, 0.0, 0.0)
        for position, phrasing in enumerate(document.phrasings):
            if position == looked_away:
                continue
            best = max(best, self._compare(asked, weights, whole, phrasing))
        f_score, precision, asking, clash, words = best
        body = (
            _explained(asked.subjects, weights, lambda unit: unit in document.body or _stands(document, unit, own))
            / whole
        )
        letters = max(
            (
                _dice(asked.grams, each.grams)
                for position, each in enumerate(document.phrasings)
                if position != looked_away
            ),
            default=0.0,
        )
        return {
            "coverage": covered, "f_score": max(0.0, f_score), "precision": precision, "asking": asking, "clash": clash,
            "grams": letters, "body": body, "words": words, "rank": rank,
            "session": float(document.kind == "session"), "hall": float(document.kind == "hall"), "place": float(document.kind == "place"),
        }  # fmt: skip

    def _compare(
        self, asked: Phrase, weights: list[float], whole: float, phrasing: Phrase
    ) -> tuple[float, float, float, float, float]:
        theirs: dict[str, float] = {}
        for subject in phrasing.subjects:
            for unit, strength in subject.units.items():
                theirs[unit] = max(strength, theirs.get(unit, 0.0))
        got = exact = 0.0
        met: set[str] = set()
        for subject, weight in zip(asked.subjects, weights, strict=True):
            best = 0.0
            for unit, strength in subject.units.items():
                other = theirs.get(unit)
                if other:
                    both = strength * other
                    best = max(best, both)
                    if both >= 0.45:
                        met.add(unit)
                    if unit[0] == "w" and both > 0.5:
                        exact += weight / max(1, len(subject.units))
            got += weight * best
        recall = got / whole
        total = matched = 0.0
        for subject in phrasing.subjects:
            weight = self.weight(subject)
            total += weight
            if any(unit in met for unit in subject.units):
                matched += weight
        precision = matched / total if total else 0.0
        asking, clash = _agreement(asked.asking, phrasing.asking)
        f_score = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        return f_score + 0.06 * asking - 0.06 * clash, precision, asking, clash, exact / whole


def _explained(subjects: Iterable[Subject], weights: list[float], holds) -> float:  # noqa: ANN001
    return sum(
        weight * max((strength for unit, strength in subject.units.items() if holds(unit)), default=0.0)
        for subject, weight in zip(subjects, weights, strict=True)
    )


def _stands(document: Document, unit: str, own: Phrase | None) -> bool:
    count = document.units.get(unit, 0)
    if count == 0 or own is None:
        return count > 0
    return count > any(unit in subject.units for subject in own.subjects)


def _agreement(asked: frozenset[str], theirs: frozenset[str]) -> tuple[float, float]:
    ours, others = asked & _SHARP, theirs & _SHARP
    if not ours or not others:
        return (0.5 if ours == others else 0.25), 0.0
    if ours & others or any(_KIN.get(one, set()) & others for one in ours):
        return 1.0, 0.0
    return 0.0, 1.0


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))
