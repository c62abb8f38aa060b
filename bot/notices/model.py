"""What became of sessions that people know of, when it is told, and what of it is still of use. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.event.changes import ChangeKind, changes
from bot.event.model import Event, Session, SessionStatus

WINDOW = timedelta(minutes=2)
"""So long an organizer can stop a notice before it leaves."""
URGENT = timedelta(minutes=30)
"""Quiet hours that end later than this before the start do not hold a notice back."""


class Kind(StrEnum):
    """How changes are grouped."""

    NEW = "new"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Stage(StrEnum):
    """Where a notice is on its way."""

    QUEUING = "queuing"
    """Its lines are not all written yet; killed now, the next start writes them."""
    PLANNED = "planned"
    """It leaves, or left, at its time."""
    DROPPED = "dropped"
    """An organizer did not want it to be sent."""
    REPLACED = "replaced"
    """Before it left, the programme changed again; a later notice has all of it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One session as people knew it and as it is now; None: it was, or is, not in the programme."""

    session: str
    before: Session | None
    after: Session | None

    @property
    def kind(self) -> Kind:
        """Its group."""
        if not on(self.after):
            return Kind.CANCELLED
        return Kind.MOVED if on(self.before) else Kind.NEW

    @property
    def starts(self) -> list[datetime]:
        """When somebody would go there, by the old and by the new programme."""
        return sorted(one.start for one in (self.before, self.after) if one is not None and on(one))

    @property
    def over(self) -> datetime:
        """From when on it helps nobody to know of it."""
        return max(one.end for one in (self.before, self.after) if one is not None)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of one change of the programme, and when it leaves."""

    id: int
    made: datetime
    leaves: datetime
    stage: Stage
    shifts: tuple[Shift, ...]
    people: int = 0
    """How many it concerns."""
    reminded: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """By session, who was reminded of it already, starred or no longer."""


def on(session: Session | None) -> bool:
    """Whether it takes place."""
    return session is not None and session.status is not SessionStatus.CANCELLED


def same(before: Session | None, after: Session | None) -> bool:
    """Whether there is nothing to tell: both off, or both at the same time and place."""
    if before is None or after is None or not on(before) or not on(after):
        return on(before) == on(after)
    return (before.start, before.end, before.halls) == (after.start, after.end, after.halls)


def shifts(known: Mapping[str, Session], event: Event) -> list[Shift]:
    """What became of the sessions that people know of: times, halls, whether they take place; no mere words."""
    found = changes(replace(event, sessions=known), event)
    return [Shift(one.session.id, one.before, one.after) for one in found if one.kind is not ChangeKind.CHANGED]


def merged(earlier: Iterable[Shift], later: Iterable[Shift]) -> list[Shift]:
    """Both as one: from what was known before the first to what is after the last; what came back is left out."""
    both = {shift.session: shift for shift in earlier}
    for shift in later:
        first = both.get(shift.session)
        both[shift.session] = replace(shift, before=first.before) if first else shift
    return [shift for shift in both.values() if not same(shift.before, shift.after)]


def useful(found: Iterable[Shift], now: datetime) -> tuple[Shift, ...]:
    """Those of which it still helps to know."""
    return tuple(shift for shift in found if shift.over > now)


def leaving(found: Iterable[Shift], now: datetime) -> datetime:
    """When a notice leaves: after the window, which is never more than half of the time to the next start."""
    ahead = [start - now for shift in found for start in shift.starts if start > now]
    return now + min([WINDOW, *(each / 2 for each in ahead)])


def deadline(theirs: Sequence[Shift], now: datetime) -> datetime:
    """When somebody must know at the latest, whatever the hour."""
    ahead = [start - URGENT for shift in theirs for start in shift.starts if start > now]
    return min(ahead, default=now)
