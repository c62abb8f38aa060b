"""Somebody who writes to us, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What an attendee may do; each role may do all that the lower ones may."""

    ATTENDEE = 0
    VOLUNTEER = 1
    ORGANIZER = 2
    OWNER = 3


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person. ``id`` is Telegram's user id, which is also the id of the private chat with them."""

    id: int
    language: str | None = None
    """The language they chose or Telegram reports; None until one is known."""
    digits: str | None = None
    """CLDR numbering system they chose ("arab", "latn"); None: the language's own."""
    role: Role = Role.ATTENDEE
    reachable: bool = True
    """False after Telegram refused us (blocked, deactivated), until they write again."""
    muted: bool = False
    """True after /stop: nothing that they did not ask for is sent."""
    name: str | None = None
    reminders: bool = True
    """False: reminders of the sessions they starred are paused (by /stop, or in /settings)."""
