"""What an organizer writes as a session's time → a moment in UTC, in the event's zone and on its days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.event.fields import read_date, read_time

_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::00(?:\.0+)?)?)\s?(Z|[+-]\d{2}(?::?\d{2})?)?")
_WITH_DAY = re.compile(r"\s*\d+[-/.]\d+[-/.]\d+")


class Trouble(Enum):
    """Why a written time is no moment."""

    NO_TIME = "no time"
    NO_STAMP = "no stamp"
    """A day was written too, and both together are no moment."""
    NO_DAY = "no day"
    SKIPPED = "skipped"
    """Clocks are put forward over it."""


@dataclass(frozen=True, slots=True)
class Local:
    """How times are meant at this event."""

    zone: ZoneInfo
    day_change: time

    def start(self, written: str, day: date | None, *, event_day: bool) -> datetime | Trouble:
        """When a session starts. On an event day, a time before the day's change belongs to the night after it."""
        stamp = self._stamp(written)
        if stamp is not None:
            return stamp
        clock = read_time(written)
        if clock is None:
            return _unread(written)
        if day is None:
            return Trouble.NO_DAY
        return self._moment(day + timedelta(days=event_day and clock < self.day_change), clock)

    def end(self, written: str, start: datetime) -> datetime | Trouble:
        """When it ends: a time of day not after the start is meant on the next calendar day."""
        stamp = self._stamp(written)
        if stamp is not None:
            return stamp
        clock = read_time(written)
        if clock is None:
            return _unread(written)
        local = start.astimezone(self.zone)
        moment = self._moment(local.date(), clock)
        if isinstance(moment, datetime) and moment <= start:
            return self._moment(local.date() + timedelta(days=1), clock)
        return moment

    def twice(self, moment: datetime) -> bool:
        """Whether the clocks show this time twice, since they are put back."""
        local = moment.astimezone(self.zone)
        return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()

    def _stamp(self, written: str) -> datetime | Trouble | None:
        match = _STAMP.fullmatch(written)
        if match is None:
            return None
        day, clock = read_date(match[1]), read_time(match[2].partition(".")[0])
        try:
            offset = datetime.fromisoformat(f"2000-01-01T00:00{match[3]}").tzinfo if match[3] else None
        except ValueError:
            return Trouble.NO_STAMP
        if day is None or clock is None:
            return Trouble.NO_STAMP
        return datetime.combine(day, clock, offset).astimezone(UTC) if offset else self._moment(day, clock)

    def _moment(self, day: date, clock: time) -> datetime | Trouble:
        moment = datetime.combine(day, clock, self.zone).astimezone(UTC)
        back = moment.astimezone(self.zone)
        return moment if (back.date(), back.time()) == (day, clock) else Trouble.SKIPPED


def _unread(written: str) -> Trouble:
    return Trouble.NO_STAMP if _WITH_DAY.match(written) else Trouble.NO_TIME


def says_day(written: str) -> bool:
    """Whether a written time says its day too, so that it needs no other."""
    return _STAMP.fullmatch(written) is not None


def names_offset(written: str) -> bool:
    """Whether a written time says how far it is from UTC."""
    match = _STAMP.fullmatch(written)
    return match is not None and match[3] is not None


def day_of(number: int | None, days: Mapping[int, date]) -> date | None:
    """The date of an event day by its number; the only day of a one-day event needs none."""
    if number is None:
        return next(iter(days.values())) if len(days) == 1 else None
    return days.get(number)
