"""Where a snapshot's texts lie: a question's vector → how near it is to each thing that the bot knows."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.semantic.rule import directions, learned
from bot.semantic.senses import Senses

NEAREST = 8
"""How many things are named that no word led to."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a question is to everything: to the nearest text of each, and by a learned linear rule."""

    cosines: Mapping[str, float]
    heads: Mapping[str, float]
    senses: Mapping[str, float]
    """By what both ask for, of all that is asked of every conference."""
    nearest: tuple[str, ...]
    elsewhere: float
    """How much the question is like what no conference answers, 0 to 1."""


@dataclass(slots=True)
class Space:
    """``owners``: the id that each vector's text is of, equal ones side by side."""

    owners: Sequence[str]
    vectors: Any
    senses: Senses | None = None
    _ids: list[str] = field(init=False)
    _starts: list[int] = field(init=False)
    _middle: Any = field(init=False)
    _texts: Any = field(init=False)
    _head: Any = field(init=False)
    _likeness: Any = field(init=False, default=None)
    _numpy: Any = field(init=False)

    def __post_init__(self) -> None:
        self._numpy = importlib.import_module("numpy")
        owners = self.owners
        self._starts = [place for place, owner in enumerate(owners) if not place or owners[place - 1] != owner]
        self._ids = [owners[place] for place in self._starts]
        places = {id_: place for place, id_ in enumerate(self._ids)}
        # All texts of e5 point about the same way; what is told apart is how they differ from their middle.
        self._middle = self.vectors.mean(axis=0)
        self._texts = directions(self.vectors - self._middle)
        self._head = learned(self._texts, [places[owner] for owner in owners])
        if self.senses is not None:
            self._likeness = self.senses.of_things(self.vectors, self._starts)
        self.vectors = None

    def near(self, vector: Sequence[float]) -> Nearness:
        """How near a question is to everything."""
        plain = self._numpy.asarray(vector, dtype="float32")
        asked = directions(plain - self._middle)
        cosines = self._numpy.maximum.reduceat(self._texts @ asked, self._starts)
        heads = asked @ self._head
        alike, elsewhere = self._numpy.zeros(len(self._ids)), 0.0
        if self.senses is not None:
            meant = self.senses.of(plain)
            alike = self._likeness @ meant
            elsewhere = float((meant[self.senses.elsewhere] ** 2).sum())
        nearest = {
            place for scores in (cosines, heads, alike) for place in self._numpy.argsort(-scores)[:NEAREST].tolist()
        }
        return Nearness(
            dict(zip(self._ids, cosines.tolist(), strict=True)),
            dict(zip(self._ids, heads.tolist(), strict=True)),
            dict(zip(self._ids, alike.tolist(), strict=True)),
            tuple(self._ids[place] for place in sorted(nearest)),
            elsewhere,
        )
