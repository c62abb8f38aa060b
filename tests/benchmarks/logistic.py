"""Logistic regression in plain Python: the same rows give the same weights, on every machine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Weights = Mapping[str, float]
BIAS = "bias"
"""The feature that is 1 in every row; it alone is not held back."""
ROUNDS, ENOUGH = 30, 1e-8


@dataclass(frozen=True, slots=True)
class Row:
    """One question: what speaks for its best candidate and against it, and whether that one was right."""

    seen: Mapping[str, float]
    right: bool
    known: float = 0.0
    """What is added to the sum besides, and not learned."""


def sure(weights: Weights, row: Row) -> float:
    """The probability, 0 to 1."""
    total = row.known + sum(weights.get(name, 0.0) * value for name, value in row.seen.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def fitted(rows: Sequence[Row], hold: float = 1.0) -> dict[str, float]:
    """The weights that make these outcomes most likely, held to zero by ``hold`` (ridge), by Newton's method."""
    names = list(dict.fromkeys(name for row in rows for name in row.seen))
    vectors = [[row.seen.get(name, 0.0) for name in names] for row in rows]
    held = [0.0 if name == BIAS else hold for name in names]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        step = _newton(weights, vectors, rows, held)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step), default=0.0) < ENOUGH:
            break
    return dict(zip(names, weights, strict=True))


def _newton(
    weights: Sequence[float], vectors: Sequence[Sequence[float]], rows: Sequence[Row], held: Sequence[float]
) -> list[float]:
    """The step from ``weights`` to the top of the parabola that fits the likelihood there."""
    size = range(len(weights))
    slope = [-held[one] * weights[one] for one in size]
    bend = [[held[one] + 1e-9 if one == other else 0.0 for other in size] for one in size]
    for vector, row in zip(vectors, rows, strict=True):
        total = row.known + sum(weight * value for weight, value in zip(weights, vector, strict=True))
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        spread = chance * (1 - chance)
        there = [(place, value) for place, value in enumerate(vector) if value]
        for place, value in there:
            slope[place] += (row.right - chance) * value
            line, much = bend[place], spread * value
            for other, beside in there:
                line[other] += much * beside
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """x of ``matrix`` · x = ``right``: Gauss's elimination with the largest pivot."""
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(lines)
    for place in range(size):
        pivot = max(range(place, size), key=lambda at: abs(lines[at][place]))
        lines[place], lines[pivot] = lines[pivot], lines[place]
        for below in lines[place + 1 :]:
            share = below[place] / lines[place][place]
            if share:
                for at in range(place, size + 1):
                    below[at] -= share * lines[place][at]
    found = [0.0] * size
    for place in reversed(range(size)):
        known = sum(lines[place][at] * found[at] for at in range(place + 1, size))
        found[place] = (lines[place][size] - known) / lines[place][place]
    return found
