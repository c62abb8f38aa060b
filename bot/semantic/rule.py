"""A linear rule that tells whose a vector is, learned in closed form from vectors whose owners are known."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

RIDGE = 1.0
"""How strongly the rule is held to nought (A. E. Hoerl and R. W. Kennard, Ridge regression, 1970)."""


def learned(vectors: Any, owners: Sequence[int]) -> Any:  # noqa: ANN401 - of numpy
    """A matrix: a vector times it says how much it is each owner's. ``owners``: of each vector, from 0 on."""
    numpy = importlib.import_module("numpy")
    belongs = numpy.zeros((len(owners), max(owners) + 1), dtype="float32")
    belongs[numpy.arange(len(owners)), owners] = 1
    squares = vectors.T @ vectors + RIDGE * numpy.eye(vectors.shape[1], dtype="float32")
    return numpy.linalg.solve(squares, vectors.T @ belongs).astype("float32")


def directions(vectors: Any) -> Any:  # noqa: ANN401
    """The same vectors, each of length one."""
    numpy = importlib.import_module("numpy")
    lengths = numpy.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / numpy.maximum(lengths, 1e-9)
