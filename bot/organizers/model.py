"""Roles: who granted them and how long an invitation holds; and the record of who did what."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.attendees.model import Role

LIFETIME = timedelta(hours=24)
"""How long a one-time link can be used."""
OPERATOR = 0
"""Stands for whoever runs the bot, who is nobody in the chat."""


class Source(StrEnum):
    """Where a role comes from."""

    SETTINGS = "settings"
    LINK = "link"


class Deed(StrEnum):
    """What is recorded; its words are in the catalogs."""

    INVITED = "invited"
    JOINED = "joined"
    REMOVED = "removed"
    BROADCAST = "broadcast"
    STOPPED = "stopped"


class Removal(StrEnum):
    """What became of a wish to remove somebody."""

    REMOVED = "removed"
    NOT_THERE = "not there"
    IN_SETTINGS = "in settings"
    ONESELF = "oneself"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody holds, and since when."""

    attendee: int
    role: Role
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes one person an organizer (or the owner), once; only the hash of its secret is kept."""

    secret_hash: str
    role: Role
    made_by: int
    expires: datetime
    used_by: int | None = None

    def opens_for(self, attendee: int, now: datetime) -> bool:
        """Whether this person may use it now; who used it may come again, for an update can be handled twice."""
        return self.used_by == attendee or (self.used_by is None and now < self.expires)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record."""

    at: datetime
    who: int
    deed: Deed
    about: str = ""
    """``attendee:<id>``, or the number of a broadcast."""


def hashed(secret: str) -> str:
    """What is kept of a secret: 192 random bits need no slower hash than this."""
    return hashlib.sha256(secret.encode()).hexdigest()


def about(attendee: int) -> str:
    """How the record names a person."""
    return f"attendee:{attendee}"
