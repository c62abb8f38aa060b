"""What a person chose about their reminders: how long before, in which case, when to be left alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTES = (5, 10, 15, 30, 60)
"""How many minutes before the start somebody can be reminded; several can be chosen."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which only what was asked for may come; they may run past midnight."""

    start: time
    end: time

    def until(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """``moment``, or the end of the quiet hours that it falls into."""
        local = moment.astimezone(zone)
        over = datetime.combine(local.date(), self.end, zone)
        clock = local.time()
        if self.start < self.end:
            return over if self.start <= clock < self.end else moment
        if clock >= self.start:
            return datetime.combine(local.date() + timedelta(days=1), self.end, zone)
        return over if clock < self.end else moment


QUIET = {
    "22-7": Quiet(time(22), time(7)),
    "23-8": Quiet(time(23), time(8)),
    "0-9": Quiet(time(0), time(9)),
}
"""The quiet hours that can be chosen, by their short name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One person's choice; as it stands here it is everybody's who never chose."""

    minutes: frozenset[int] = frozenset({10})
    evening: bool = False
    """One message the evening before, with all of the next day's sessions."""
    moving: bool = False
    """Only when they must come from another hall."""
    morning: bool = False
    """A card of the day in the morning."""
    quiet: str | None = None
    """A name of ``QUIET``."""

    def held(self, moment: datetime, deadline: datetime, zone: ZoneInfo) -> datetime:
        """When something that was not asked for may come: after the quiet hours, unless it is needed sooner."""
        quiet = QUIET.get(self.quiet or "")
        over = quiet.until(moment, zone) if quiet else moment
        return over if over < deadline else moment


DEFAULT = Choice()


def chosen(choice: Choice, what: str, wanted: str) -> Choice | None:
    """The choice with one thing as it is ``wanted`` ("on", "off", a name of quiet hours); None: that does not exist."""
    if what == "quiet":
        return replace(choice, quiet=wanted if wanted in QUIET else None) if wanted in {*QUIET, "none"} else None
    if wanted not in {"on", "off"}:
        return None
    on = wanted == "on"
    switched = {
        "evening": replace(choice, evening=on),
        "moving": replace(choice, moving=on),
        "morning": replace(choice, morning=on),
    }
    if what in switched:
        return switched[what]
    if what.isascii() and what.isdecimal() and len(what) <= 2 and int(what) in MINUTES:  # noqa: PLR2004
        one = frozenset({int(what)})
        return replace(choice, minutes=choice.minutes | one if on else choice.minutes - one)
    return None
