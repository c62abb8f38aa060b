"""The snapshot of the event that is in force; a new one is swapped in whole."""

from __future__ import annotations

from collections.abc import Callable

from bot.event.model import Event


class CurrentEvent:
    """Holds the event in force. Readers take ``.event`` once and keep that snapshot while they work."""

    __slots__ = ("_listeners", "event")

    def __init__(self, event: Event) -> None:
        self.event = event
        self._listeners: list[Callable[[Event, Event], None]] = []

    def swap(self, event: Event) -> None:
        """Put a new snapshot in force and tell whoever plans by it, with the old one and the new one."""
        before, self.event = self.event, event
        for listener in self._listeners:
            listener(before, event)

    def on_swap(self, listener: Callable[[Event, Event], None]) -> None:
        """Call ``listener(before, after)`` after each swap."""
        self._listeners.append(listener)
