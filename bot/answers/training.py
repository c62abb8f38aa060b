"""Weights learned from the event's own phrasings: each is asked while looked away from, and should find its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from bot.answers.index import Index

MOST = 240
"""Phrasings that are asked; more teach nothing new and take longer."""
ROUNDS = 12
STEP = 0.08
HOLD = 0.4
"""How strongly the weights are held to the general ones."""

Example = tuple[list[Mapping[str, float]], int]
"""The features of the hits, and which of them is the right one."""


def examples(index: Index, most: int = MOST) -> Iterator[Example]:
    """Questions made of the facts' own phrasings, spread evenly over the facts."""
    places = [
        (number, position)
        for number, document in enumerate(index.documents)
        if document.kind == "fact" and len(document.phrasings) > 1
        for position in range(len(document.phrasings))
    ]
    step = max(1, len(places) // most)
    for number, position in places[::step]:
        hits = index.search(index.documents[number].phrasings[position], index.phrasing_number(number, position))
        right = next((place for place, hit in enumerate(hits) if hit.document == number), None)
        if right is not None and len(hits) > 1:
            yield [hit.features for hit in hits], right


def learned(found: list[Example], general: Mapping[str, float]) -> dict[str, float]:
    """The weights under which the right one stands out most (multinomial logistic regression, held to ``general``)."""
    weights = dict(general)
    for _ in range(ROUNDS):
        for features, right in found:
            _step(weights, features, right)
        for name, value in general.items():
            weights[name] += HOLD * (value - weights[name])
    return weights


def _step(weights: dict[str, float], features: list[Mapping[str, float]], right: int) -> None:
    scores = [3 * sum(weights[name] * value for name, value in each.items()) for each in features]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    whole = sum(shares)
    for place, each in enumerate(features):
        error = (1.0 if place == right else 0.0) - shares[place] / whole
        if abs(error) > 0.01:
            for name, value in each.items():
                if value:
                    weights[name] += STEP * error * value


def taught(index: Index, general: Mapping[str, float]) -> dict[str, float]:
    """The weights that this event teaches."""
    return learned(list(examples(index)), general)
