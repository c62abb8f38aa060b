"""The engine of each snapshot of the event: made once, before the snapshot is put in force where that is possible."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.answers.engine import Engine
from bot.event.lexicon import Lexicon
from bot.event.model import Event

KEPT = 2


@dataclass(slots=True)
class Engines:
    """Engines by snapshot, the last few of them. ``coming``: waits for one that is being made ready elsewhere."""

    lexicon: Lexicon
    coming: Callable[[], Awaitable[Engine | None]] | None = None
    _made: list[Engine] = field(default_factory=list)

    def prepare(self, event: Event) -> Engine:
        """Make the engine of a snapshot; takes a second of computing, so call it in a thread, before the swap."""
        made = self._known(event)
        if made is None:
            made = Engine(event, self.lexicon)
            self._made = [made, *self._made[: KEPT - 1]]
        return made

    def take(self, come: Engine) -> None:
        """An engine that was made elsewhere, before the swap."""
        self._made = [come, *self._made[: KEPT - 1]]

    def of(self, event: Event) -> Engine:
        """The engine of this snapshot."""
        return self.prepare(event)

    async def ready(self, event: Event) -> Engine:
        """The engine of this snapshot, once what is coming has come."""
        if self.coming is not None and self._known(event) is None:
            come = await self.coming()
            if come is not None and self._known(come.event) is None:
                self._made = [*self._made[: KEPT - 1], come]
            self.coming = None
        return self.prepare(event)

    def _known(self, event: Event) -> Engine | None:
        return next((engine for engine in self._made if engine.event is event), None)
