"""The lines that are claimed but not yet being sent: they can still be cancelled, or given back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.outbox.model import Claimed, Lane, Line, Settled, State


class Held:
    """Claimed lines by their row's id."""

    def __init__(self) -> None:
        self._lines: dict[int, Claimed] = {}
        self._listeners: list[Callable[[int], None]] = []

    def on_drop(self, listener: Callable[[int], None]) -> None:
        """Call ``listener`` with the id of each line that is cancelled while it is held."""
        self._listeners.append(listener)

    def take(self, claimed: Iterable[Claimed]) -> None:
        """Hold lines: just claimed, or not sent after all."""
        self._lines.update((each.id, each) for each in claimed)

    def begin(self, number: int) -> bool:
        """Called at the moment of sending: False when the line was cancelled after it was claimed."""
        return self._lines.pop(number, None) is not None

    def count(self, lane: Lane) -> int:
        """How many lines of a lane are held."""
        return sum(each.line.lane is lane for each in self._lines.values())

    def which(self, concerned: Callable[[Line], bool]) -> list[int]:
        """The ids of the lines that somebody is concerned with."""
        return [number for number, each in self._lines.items() if concerned(each.line)]

    def drop(self, numbers: Iterable[int]) -> None:
        """These are cancelled; what has begun is not held any more and goes on."""
        for number in numbers:
            if self._lines.pop(number, None) is not None:
                for listener in self._listeners:
                    listener(number)

    def give_back(self) -> list[Settled]:
        """Let go of all lines, to be claimed again later."""
        lines, self._lines = self._lines, {}
        return [Settled(each.id, State.WAITING, each.attempts, each.line.chat_id) for each in lines.values()]
