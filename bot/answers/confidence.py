"""How sure an answer is: a logistic rule over what speaks for it and against it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.fusion import Ranked
from bot.answers.index import Index
from bot.answers.phrases import SURE, Phrase

ANSWER = 0.76
"""From here up it is answered at once."""
ASK = 0.12
"""From here up it is asked which of three was meant; below it is declined."""

GENERAL: Mapping[str, float] = {
    "bias": -2.16,
    "score": 1.45,
    "coverage": 0.03,
    "f_score": 0.43,
    "precision": -0.47,
    "grams": 1.56,
    "words": 0.17,
    "body": 0.55,
    "central": 2.41,
    "margin": 1.76,
    "margin_three": 0.11,
    "unmet": -2.34,
    "unknown": -0.18,
    "off": -1.48,
    "any_off": -2.96,
    "absent": -1.33,
    "repaired": -0.55,
    "clash": -0.35,
    "asking": 0.9,
    "empty": -0.98,
    "short": -1.44,
    "long": 1.41,
    "session": -0.17,
    "place": -0.77,
}
"""Learned from a thousand questions about two events, a third of them off topic (logistic regression)."""


def evidence(asked: Phrase, index: Index, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What speaks for the best candidate and against it, as numbers of about the size of one."""
    best = ranked[0].features
    whole = sum(index.weight(subject) for subject in asked.subjects) or 1.0
    document = index.document(ranked[0].id)
    unknown = off = absent = repaired = met = 0.0
    for subject in asked.about:
        weight = index.weight(subject)
        repaired += weight * subject.repaired
        if any(unit in document.units for unit, strength in subject.units.items() if strength >= SURE):
            met += weight
            continue
        unknown += weight * (not subject.known)
        off += weight * (subject.off_topic is not None)
        absent += weight * (subject.known and not index.holds(subject))
    second = ranked[1].score if len(ranked) > 1 else 0.0
    third = ranked[2].score if len(ranked) > 2 else 0.0
    about = len(asked.about)
    all_about = sum(index.weight(subject) for subject in asked.about) or 1.0
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
        "unmet": 1 - met / all_about if about else 0.0,
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
