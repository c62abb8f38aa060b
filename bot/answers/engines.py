"""The engine of each snapshot of the event: made once, before the snapshot is put in force where that is possible."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answers.engine import Engine
from bot.event.lexicon import Lexicon
from bot.event.model import Event

KEPT = 2


@dataclass(slots=True)
class Engines:
    """Engines by snapshot, the last few of them."""

    lexicon: Lexicon
    _made: list[Engine] = field(default_factory=list)

    def prepare(self, event: Event) -> Engine:
        """Make the engine of a snapshot; takes a second of computing, so call it in a thread, before the swap."""
        for engine in self._made:
            if engine.event is event:
                return engine
        made = Engine(event, self.lexicon)
        self._made = [made, *self._made[: KEPT - 1]]
        return made

    def of(self, event: Event) -> Engine:
        """The engine of this snapshot."""
        return self.prepare(event)
