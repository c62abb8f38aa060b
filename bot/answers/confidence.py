"""How sure an answer is: a logistic rule over what speaks for it and against it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.fusion import Ranked
from bot.answers.index import Index
from bot.answers.phrases import SURE, Phrase

ANSWER = 0.78
"""From here up it is answered at once."""
ASK = 0.12
"""From here up it is asked which of three was meant; below it is declined."""

GENERAL: Mapping[str, float] = {
    "bias": -3.19,
    "score": 1.67,
    "coverage": 0.82,
    "f_score": 0.86,
    "precision": -0.78,
    "grams": 1.69,
    "words": 0.13,
    "body": 0.24,
    "central": 2.43,
    "margin": 1.84,
    "margin_three": 0.15,
    "unknown": -0.79,
    "off": -1.73,
    "any_off": -3.38,
    "absent": -2.11,
    "repaired": -0.78,
    "clash": -0.37,
    "asking": 0.49,
    "empty": -0.96,
    "short": -1.35,
    "long": 0.81,
    "session": -0.18,
    "place": -0.78,
}
"""Learned from a thousand questions about two events, a third of them off topic (logistic regression)."""


def evidence(asked: Phrase, index: Index, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What speaks for the best candidate and against it, as numbers of about the size of one."""
    best = ranked[0].features
    whole = sum(index.weight(subject) for subject in asked.subjects) or 1.0
    document = index.document(ranked[0].id)
    unknown = off = absent = repaired = 0.0
    for subject in asked.about:
        weight = index.weight(subject)
        repaired += weight * subject.repaired
        if any(unit in document.units for unit, strength in subject.units.items() if strength >= SURE):
            continue
        unknown += weight * (not subject.known)
        off += weight * (subject.off_topic is not None)
        absent += weight * (subject.known and not index.holds(subject))
    second = ranked[1].score if len(ranked) > 1 else 0.0
    third = ranked[2].score if len(ranked) > 2 else 0.0
    about = len(asked.about)
    return {
        "bias": 1.0,
        "score": ranked[0].score / 5,
        "coverage": best["coverage"],
        "f_score": best["f_score"],
        "precision": best["precision"],
        "grams": best["grams"],
        "words": best["words"],
        "body": best["body"],
        "central": best["central"],
        "margin": min(1.0, (ranked[0].score - second) / 1.5),
        "margin_three": min(1.0, (ranked[0].score - third) / 1.5),
        "unknown": unknown / whole,
        "off": off / whole,
        "any_off": float(off > 0),
        "absent": absent / whole,
        "repaired": repaired / whole,
        "clash": best["clash"],
        "asking": best["asking"],
        "empty": float(about == 0),
        "short": float(about == 1),
        "long": min(1.0, about / 8),
        "session": best["session"],
        "place": best["hall"] + best["place"],
    }


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic rule."""

    weights: Mapping[str, float] = field(default_factory=lambda: GENERAL)

    def sure(self, seen: Mapping[str, float]) -> float:
        """The probability, 0 to 1."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
