"""The vectors of an event's texts: computed once, kept on disk, laid out as a space."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.semantic import kept
from bot.semantic.embedder import Embedder
from bot.semantic.senses import Senses
from bot.semantic.space import Space

FILE = "vectors.bin"
MOST = 20_000
"""Vectors that the file holds (16 MB); beyond that those of other events are left out."""

Texts = Sequence[tuple[str, str]]
"""Each text with the id of what it is of, those of one id side by side."""


@dataclass(slots=True)
class Vectors:
    """``folder``: where the file is. Synchronous; ``understanding`` calls it in a thread."""

    folder: Path
    embedder: Embedder = field(default_factory=Embedder)
    _known: dict[bytes, Any] | None = None
    _news: int = 0

    def lacking(self, texts: Texts) -> list[str]:
        """The texts whose vectors are still to be learned."""
        known = self._read()
        return [text for text in dict.fromkeys(text for _, text in texts) if kept.key(text) not in known]

    def learn(self, text: str) -> None:
        """Compute one vector, rounded as the file rounds it: a restart must not change an answer."""
        self._read()[kept.key(text)] = self.embedder.vector(text).astype("<f2").astype("float32")
        self._news += 1

    def of(self, text: str) -> tuple[float, ...]:
        """The vector of a text that is not lacking."""
        return tuple(self._read()[kept.key(text)].tolist())

    def keep(self, texts: Texts) -> None:
        """Write what is new to the file, these texts' vectors first."""
        if not self._news:
            return
        known = self._read()
        order: Iterable[bytes] = dict.fromkeys([*(kept.key(text) for _, text in texts), *known])
        kept.write(self.folder / FILE, {key: known[key] for key in [*order][:MOST] if key in known})
        self._news = 0

    def space(self, texts: Texts, senses: Texts = ()) -> Space:
        """The space of these texts and senses, none of which may be lacking. What was read from the file is let go."""
        asked = Senses([name for name, _ in senses], self._stacked(senses)) if senses else None
        space = Space([id_ for id_, _ in texts], self._stacked(texts), asked)
        self._known = None
        return space

    def _stacked(self, texts: Texts) -> Any:  # noqa: ANN401 - of numpy
        known = self._read()
        return importlib.import_module("numpy").stack([known[kept.key(text)] for _, text in texts])

    def _read(self) -> dict[bytes, Any]:
        if self._known is None:
            self._known = kept.read(self.folder / FILE)
        return self._known


def laid_out(vectors: Vectors, texts: Texts, senses: Texts = ()) -> Space:
    """The space at once, however long it takes: for a command."""
    both = (*texts, *senses)
    for text in vectors.lacking(both):
        vectors.learn(text)
    vectors.keep(both)
    return vectors.space(texts, senses)
