"""An edited event and its engine, made ready in a process of their own as at the start: who serves is not held up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.answers.engine import Engine
from bot.answers.engines import Engines
from bot.event.load import Reading, read
from bot.event.model import Event
from bot.prepared import Prepared


@dataclass(slots=True)
class Edited:
    """Reads a folder anew. ``cache``: the folder of what is kept. Everything here blocks: call it in a thread."""

    engines: Engines
    cache: Path
    _engine: Engine | None = None
    _under_way: Prepared | None = None

    def read(self, folder: Path) -> Reading:
        """What came of reading it; where that fails elsewhere, it is read here."""
        self._under_way = prepared = Prepared.begin(folder, self.cache, serving=True)
        try:
            reading = prepared.reading()
            self._engine = None if reading is None else prepared.engine()
        finally:
            prepared.close()
        return read(folder) if reading is None else reading

    def prepare(self, event: Event) -> None:
        """Have its engine at hand before it is put in force."""
        come, self._engine = self._engine, None
        if come is not None and come.event is event:
            self.engines.take(come)
        self.engines.prepare(event)

    def close(self) -> None:
        """Nobody waits any more for what is under way."""
        if self._under_way is not None:
            self._under_way.close()
