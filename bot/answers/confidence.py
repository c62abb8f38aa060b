"""How sure an answer is: a logistic rule over what speaks for it and against it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.documents import Document
from bot.answers.fusion import Ranked
from bot.answers.index import Index
from bot.answers.phrases import SURE, Phrase, Subject

ANSWER = 0.75
"""From here up it is answered at once."""
ASK = 0.04
"""From here up it is asked which of three was meant; below it is declined."""
ASK_OFF_TOPIC = 0.1
"""The same, where a word of an off-topic subject is left over."""

_LIKENESS = ("coverage", "f_score", "precision", "grams", "words", "body", "central", "clash", "asking")

GENERAL: Mapping[str, float] = {
    "bias": -5.57,
    "score": 0.47,
    "coverage": 0.03,
    "f_score": 0.67,
    "precision": 0.11,
    "grams": 3.06,
    "words": 0.12,
    "body": 0.92,
    "central": 0.82,
    "clash": 0.15,
    "asking": 1.23,
    "margin": -0.03,
    "margin_three": 0.96,
    "unmet": 1.03,
    "unknown": 1.14,
    "off": -1.69,
    "any_off": -1.32,
    "absent": 0.54,
    "repaired": 0.61,
    "lone": -0.57,
    "hollow": -1.07,
    "single": -0.09,
    "slips": -2.36,
    "open": -0.23,
    "empty": -0.74,
    "short": -0.47,
    "long": 3.51,
    "session": 0.69,
    "place": -0.29,
    "kin": -0.08,
    "kin_margin": 0.7,
    "book": -0.91,
    "kin_book": 0.99,
    "elsewhere": -0.66,
    "strangeness": -1.43,
    "beyond": -2.5,
    "own": 0.56,
    "strange": -3.41,
    "strangers": -1.18,
    "word_margin": 0.33,
}
"""Learned from 17,000 answers about twelve events, 14,500 of them off topic (logistic regression).

``uv run python -m tests.benchmarks.calibrate`` fits them anew and says what they are worth on questions not fitted to.
"""


def evidence(asked: Phrase, index: Index, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What speaks for the best candidate and against it, as numbers of about the size of one."""
    best = ranked[0].features
    scores = [each.score for each in ranked if each is ranked[0] or not _same_matter(each, ranked[0])] + [0.0, 0.0]
    about = len(asked.about)
    return {
        "bias": 1.0,
        "score": scores[0] / 5,
        **{name: best[name] for name in _LIKENESS},
        "margin": min(1.0, (scores[0] - scores[1]) / 1.5),
        "margin_three": min(1.0, (scores[0] - scores[2]) / 1.5),
        **left_over(asked, index, index.document(ranked[0].id)),
        **support(asked, index.document(ranked[0].id)),
        "empty": float(about == 0),
        "short": float(about == 1),
        "long": min(1.0, about / 8),
        "session": best["session"],
        "place": best["hall"] + best["place"],
    }


def _same_matter(other: Ranked, best: Ranked) -> bool:
    """Whether a place says what the best fact says: there is no choosing between the two."""
    return best.kind == "fact" and other.kind in {"hall", "place"}


def left_over(asked: Phrase, index: Index, document: Document) -> dict[str, float]:
    """How much of the question the document does not explain, and of what kind that is."""
    weights = {subject: index.weight(subject) for subject in asked.about}
    whole = sum(index.weight(subject) for subject in asked.subjects) or 1.0
    missing = [subject for subject in weights if not _is_met(subject, document)]

    def share(subjects: Iterable[Subject]) -> float:
        return sum(weights[subject] for subject in subjects) / whole

    off = share(subject for subject in missing if subject.off_topic is not None)
    return {
        "unmet": sum(weights[subject] for subject in missing) / (sum(weights.values()) or 1.0),
        "unknown": share(subject for subject in missing if not subject.known),
        "off": off,
        "any_off": float(off > 0),
        "absent": share(subject for subject in missing if subject.known and not index.holds(subject)),
        "repaired": share(subject for subject in weights if subject.repaired),
    }


def support(asked: Phrase, document: Document) -> dict[str, float]:
    """On how many words of content the document stands, whatever they weigh.

    A single word that many worlds share (to register, a card, a phone) beside another that is not explained is no
    evidence, and neither is a word that only a repair has found.
    """
    met = [subject for subject in asked.about if _is_met(subject, document)]
    solid = sum(not subject.repaired for subject in met)
    unmet = len(asked.about) - len(met)
    return {
        "lone": float(solid < 2 and unmet > 0),
        "hollow": float(solid == 0),
        "single": float(solid == 1 and unmet == 0),
        "slips": min(1.0, asked.slips / 2),
        "open": min(1.0, unmet / 2),
    }


def _is_met(subject: Subject, document: Document) -> bool:
    return any(unit in document.units for unit, strength in subject.units.items() if strength >= SURE)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic rule."""

    weights: Mapping[str, float] = field(default_factory=lambda: GENERAL)

    def sure(self, seen: Mapping[str, float], more: float = 0.0) -> float:
        """The probability, 0 to 1; ``more`` is what something other than words adds to the sum."""
        total = more + sum(self.weights.get(name, 0.0) * value for name, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
