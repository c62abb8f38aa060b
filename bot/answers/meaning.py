"""Likeness beyond words, where the optional embedding model is installed: what it adds to the likeness of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.answers.index import Hit, Index
from bot.answers.phrases import Phrase

WEIGHTS: Mapping[str, float] = {"cosine": 2.0, "head": 4.0, "sense": 2.0}
"""What nearness adds to a score, beside what words add; the best of 1,200 questions is a wide plateau around it."""

SURE: Mapping[str, float] = {
    "bias": 2.09, "cosine": 1.32, "head": -2.26, "head_margin": 1.29, "nearest": 0.04, "score": -1.3, "margin": 0.22,
    "unmet": -0.39, "absent": 0.86, "any_off": -0.39, "unknown": -0.46, "sense": -0.15, "sense_margin": 0.9,
    "meant_elsewhere": -4.81,
}  # fmt: skip
"""What nearness adds to the confidence's weights: learned from 19,864 questions about twelve events.
17,273 of them were off topic. The bias is 0.9 higher than learned: what is off topic was asked of each event.
"""


class Near(Protocol):
    """How near one question is to everything, from about 0 (strange) to 1 (the same), by id."""

    @property
    def cosines(self) -> Mapping[str, float]:
        """To the nearest text of each thing."""

    @property
    def heads(self) -> Mapping[str, float]:
        """By a rule that was learned from the texts of all things."""

    @property
    def senses(self) -> Mapping[str, float]:
        """By what both ask for, of all that is asked of every conference."""

    @property
    def elsewhere(self) -> float:
        """How much it is like what no conference answers, 0 to 1."""

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


def told(near: Near, best: str) -> dict[str, float]:
    """What nearness says for the best candidate and against it."""
    cosine, head, sense = near.cosines.get(best, 0.0), near.heads.get(best, 0.0), near.senses.get(best, 0.0)
    return {
        "cosine": cosine,
        "head": head,
        "head_margin": head - _most_other(near.heads, best),
        "sense": sense,
        "sense_margin": sense - _most_other(near.senses, best),
        "nearest": float(cosine >= max(near.cosines.values(), default=0.0)),
        "meant_elsewhere": near.elsewhere,
    }


def _most_other(values: Mapping[str, float], best: str) -> float:
    return max((value for id_, value in values.items() if id_ != best), default=0.0)


def sureness(near: Near | None, seen: Mapping[str, float], best: str) -> float:
    """What the nearness of the best candidate adds to the confidence, before it becomes a probability."""
    if near is None:
        return 0.0
    meant = told(near, best)
    return sum(weight * (meant[name] if name in meant else seen[name]) for name, weight in SURE.items())


def _features(near: Near, id_: str) -> dict[str, float]:
    return {
        "cosine": near.cosines.get(id_, 0.0),
        "head": near.heads.get(id_, 0.0),
        "sense": near.senses.get(id_, 0.0),
    }
