"""Likeness beyond words, where the optional embedding model is installed: what it adds to the likeness of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.answers.index import Hit, Index
from bot.answers.phrases import Phrase

WEIGHTS: Mapping[str, float] = {"cosine": 2.0, "head": 2.0}
"""What nearness adds to a score, beside what words add; the best of 900 questions lies on a wide plateau around it."""

SURE: Mapping[str, float] = {
    "bias": -1.48, "cosine": 0.58, "head": 0.15, "head_margin": 0.83, "nearest": 0.24, "score": 0.73, "margin": 0.57,
    "unmet": 0.25, "absent": -0.19, "any_off": -0.36, "unknown": -0.99,
}  # fmt: skip
"""What nearness adds to the confidence's weights: learned from 1,600 questions about four events.
The bias is 0.35 lower than learned: vectors are the first to go astray."""


class Near(Protocol):
    """How near one question is to everything, from about 0 (strange) to 1 (the same), by id."""

    @property
    def cosines(self) -> Mapping[str, float]:
        """To the nearest text of each thing."""

    @property
    def heads(self) -> Mapping[str, float]:
        """By a rule that was learned from the texts of all things."""

    @property
    def nearest(self) -> Sequence[str]:
        """The few that are nearest, in no order."""


class Meanings(Protocol):
    """Where a snapshot's texts lie."""

    def near(self, vector: Sequence[float]) -> Near:
        """How near a question's vector is to them."""


def searched(index: Index, asked: Phrase, near: Near | None, also: Sequence[str] = ()) -> list[Hit]:
    """The documents most like the question, by its words and, where that is known, by its meaning."""
    if near is None:
        return index.search(asked, also=also)
    return [
        Hit(hit.document, {**hit.features, **_features(near, index.documents[hit.document].id)})
        for hit in index.search(asked, also=(*also, *near.nearest))
    ]


def sureness(near: Near | None, seen: Mapping[str, float], best: str) -> float:
    """What the nearness of the best candidate adds to the confidence, before it becomes a probability."""
    if near is None:
        return 0.0
    cosine, head = near.cosines.get(best, 0.0), near.heads.get(best, 0.0)
    others = max((value for id_, value in near.heads.items() if id_ != best), default=0.0)
    meant = {
        "cosine": cosine,
        "head": head,
        "head_margin": head - others,
        "nearest": float(cosine >= max(near.cosines.values(), default=0.0)),
    }
    return sum(weight * (meant[name] if name in meant else seen[name]) for name, weight in SURE.items())


def _features(near: Near, id_: str) -> dict[str, float]:
    return {"cosine": near.cosines.get(id_, 0.0), "head": near.heads.get(id_, 0.0)}
