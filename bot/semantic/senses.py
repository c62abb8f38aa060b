"""Where lies what is asked of every conference: a vector → in which of these senses something is asked.

The phrasings of each sense are the lexicon's intents. A question and a fact that lie far apart may still both lie where
people ask for the same ("the embassy wants a paper from you", "how do I get a letter of invitation?").
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.event.lexicon import ELSEWHERE
from bot.semantic.rule import directions, learned

MOST = 6
"""Senses that one text has at most."""


@dataclass(slots=True)
class Senses:
    """``names``: the sense that each vector's text has, equal ones side by side."""

    names: Sequence[str]
    vectors: Any
    elsewhere: Any = field(init=False)
    """Whether each sense is one that no conference answers."""
    _middle: Any = field(init=False)
    _rule: Any = field(init=False)
    _numpy: Any = field(init=False)

    def __post_init__(self) -> None:
        self._numpy = importlib.import_module("numpy")
        senses = list(dict.fromkeys(self.names))
        self._middle = self.vectors.mean(axis=0)
        self._rule = learned(directions(self.vectors - self._middle), [senses.index(name) for name in self.names])
        self.elsewhere = self._numpy.array([name.startswith(ELSEWHERE) for name in senses])
        self.vectors = None

    def of(self, vectors: Any) -> Any:  # noqa: ANN401 - of numpy
        """For each vector, how much it has each sense: of length one, with the best few alone."""
        return self._told(directions(vectors - self._middle) @ self._rule)

    def of_things(self, vectors: Any, starts: Sequence[int]) -> Any:  # noqa: ANN401
        """The same for things, each with the texts from one start to the next; what conferences answer alone."""
        scores = directions(vectors - self._middle) @ self._rule
        counts = self._numpy.diff([*starts, len(vectors)])[:, None]
        means = self._numpy.add.reduceat(scores, starts, axis=0) / counts
        means[:, self.elsewhere] = 0
        return self._told(means)

    def _told(self, scores: Any) -> Any:  # noqa: ANN401
        kept = self._numpy.clip(scores, 0, None)
        if kept.shape[-1] > MOST:
            least = self._numpy.partition(kept, -MOST, axis=-1)[..., -MOST, None]
            kept = self._numpy.where(kept >= least, kept, 0)
        return directions(kept * kept)
