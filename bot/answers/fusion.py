"""From likenesses to one score: a weighted sum whose weights the event's own phrasings have taught."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answers.index import Hit, Index

GENERAL: Mapping[str, float] = {
    "coverage": 1.6, "f_score": 2.2, "precision": 0.6, "recall": 0.3, "asking": 0.35, "clash": -0.25, "grams": 1.2,
    "body": 0.45, "words": 0.35, "central": 0.6, "narrow": -0.45, "session": -0.5, "hall": -0.6, "place": -0.8,
}  # fmt: skip
"""Weights that hold for any event, before it has taught its own."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A found thing with its score."""

    id: str
    kind: str
    score: float
    features: Mapping[str, float] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Fusion:
    """Scores hits."""

    weights: Mapping[str, float] = field(default_factory=lambda: GENERAL)

    def ranked(self, index: Index, hits: list[Hit]) -> list[Ranked]:
        """The hits, best first."""
        found = [
            Ranked(
                index.documents[hit.document].id,
                index.documents[hit.document].kind,
                self.score(hit.features),
                hit.features,
            )
            for hit in hits
        ]
        return sorted(found, key=lambda each: (-each.score, each.id))

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum of the features."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())
