"""Where a snapshot's texts lie: a question's vector → how near it is to each thing that the bot knows."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

RIDGE = 1.0
"""How strongly the head is held to nought (A. E. Hoerl and R. W. Kennard, Ridge regression, 1970)."""
NEAREST = 8
"""How many things are named that no word led to."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a question is to everything: to the nearest text of each, by a learned linear rule; what is nearest."""

    cosines: Mapping[str, float]
    heads: Mapping[str, float]
    nearest: tuple[str, ...]


@dataclass(slots=True)
class Space:
    """``owners``: the id that each vector's text is of, equal ones side by side."""

    owners: Sequence[str]
    vectors: Any
    _ids: list[str] = field(init=False)
    _places: dict[str, int] = field(init=False)
    _starts: list[int] = field(init=False)
    _middle: Any = field(init=False)
    _texts: Any = field(init=False)
    _head: Any = field(init=False)
    _numpy: Any = field(init=False)

    def __post_init__(self) -> None:
        numpy = self._numpy = importlib.import_module("numpy")
        owners = self.owners
        self._starts = [place for place, owner in enumerate(owners) if not place or owners[place - 1] != owner]
        self._ids = [owners[place] for place in self._starts]
        self._places = {id_: place for place, id_ in enumerate(self._ids)}
        # All texts of e5 point about the same way; what is told apart is how they differ from their middle.
        self._middle = self.vectors.mean(axis=0)
        self._texts = self._directions(self.vectors - self._middle)
        is_of = numpy.zeros((len(owners), len(self._ids)), dtype="float32")
        is_of[numpy.arange(len(owners)), [self._places[owner] for owner in owners]] = 1
        squares = self._texts.T @ self._texts + RIDGE * numpy.eye(self._texts.shape[1], dtype="float32")
        self._head = numpy.linalg.solve(squares, self._texts.T @ is_of).astype("float32")
        self.vectors = None

    def near(self, vector: Sequence[float]) -> Nearness:
        """How near a question is to everything."""
        asked = self._directions(self._numpy.asarray(vector, dtype="float32") - self._middle)
        cosines = self._numpy.maximum.reduceat(self._texts @ asked, self._starts)
        heads = asked @ self._head
        nearest = {place for scores in (cosines, heads) for place in self._numpy.argsort(-scores)[:NEAREST].tolist()}
        return Nearness(
            dict(zip(self._ids, cosines.tolist(), strict=True)),
            dict(zip(self._ids, heads.tolist(), strict=True)),
            tuple(self._ids[place] for place in sorted(nearest)),
        )

    def _directions(self, vectors: Any) -> Any:  # noqa: ANN401 - of numpy
        lengths = self._numpy.linalg.norm(vectors, axis=-1, keepdims=True)
        return vectors / self._numpy.maximum(lengths, 1e-9)
