"""What an organizer should look at in an event that is otherwise right: missing languages, clashes, gaps."""

from __future__ import annotations

from bot.event.faults import Findings
from bot.event.model import Event
from bot.event.register import Register


def review(event: Event, register: Register, findings: Findings) -> None:
    """Note a warning for each."""
    del event, register, findings
