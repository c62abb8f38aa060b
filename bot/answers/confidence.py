"""How sure an answer is: a logistic rule over what speaks for it and against it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.fusion import Ranked
from bot.answers.index import Index
from bot.answers.phrases import Phrase

ANSWER = 0.62
"""From here up it is answered at once."""
ASK = 0.22
"""From here up it is asked which of three was meant; below it is declined."""

GENERAL: Mapping[str, float] = {
    "bias": -4.2, "coverage": 3.0, "f_score": 2.5, "grams": 1.0, "margin": 1.6, "unknown": -2.0, "off": -3.5, "absent": -2.5,
    "clash": -0.8, "asking": 0.5, "short": -0.2, "body": 0.5,
}  # fmt: skip


def evidence(asked: Phrase, index: Index, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What speaks for the best candidate and against it, as numbers of about the size of one."""
    best = ranked[0].features
    weights = [index.weight(subject) for subject in asked.subjects]
    whole = sum(weights) or 1.0
    document = next(each for each in index.documents if each.id == ranked[0].id)
    unknown = off = absent = 0.0
    for subject, weight in zip(asked.subjects, weights, strict=True):
        if any(unit in document.units for unit in subject.units):
            continue
        unknown += weight * (not subject.known)
        off += weight * (subject.off_topic is not None)
        absent += weight * (subject.known and not index.holds(subject))
    second = ranked[1].score if len(ranked) > 1 else 0.0
    return {
        "bias": 1.0, "coverage": best["coverage"], "f_score": best["f_score"], "grams": best["grams"],
        "margin": min(1.0, (ranked[0].score - second) / 1.5), "unknown": unknown / whole, "off": off / whole,
        "absent": absent / whole, "clash": best["clash"], "asking": best["asking"], "short": float(len(asked.subjects) < 2),
        "body": best["body"],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic rule."""

    weights: Mapping[str, float] = field(default_factory=lambda: GENERAL)

    def sure(self, seen: Mapping[str, float]) -> float:
        """The probability, 0 to 1."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
