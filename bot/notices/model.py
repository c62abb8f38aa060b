"""What became of sessions that people know of, when it is told, and what of it is still of use. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.event.changes import ChangeKind, changes
from bot.event.model import Event, Session, SessionStatus
from bot.texts.localized import Localized

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
    names: Mapping[str, Localized] = field(default_factory=dict)
    """What the halls of ``before`` were called: they may have left the files since."""

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


def shifts(known: Mapping[str, Session], names: Mapping[str, Localized], event: Event) -> list[Shift]:
    """What became of the sessions that people know of: times, halls, whether they take place; no mere words.

    ``names``: what their halls were called.
    """
    sessions = {id_: at_home(session, names, event) for id_, session in known.items()}
    found = changes(replace(event, sessions=sessions), event)
    return [
        Shift(one.session.id, one.before, one.after, names_of(one.before, names))
        for one in found
        if one.kind is not ChangeKind.CHANGED
    ]


def names_of(session: Session | None, names: Mapping[str, Localized]) -> dict[str, Localized]:
    """Those of the halls of one session."""
    return {id_: names[id_] for id_ in session.halls if id_ in names} if session else {}


def at_home(session: Session, names: Mapping[str, Localized], event: Event) -> Session:
    """With the halls' ids of today: people go by names, and a hall that only has another id is the same one."""

    def today(id_: str) -> str:
        if id_ in event.halls or id_ not in names:
            return id_
        return next((hall.id for hall in event.halls.values() if hall.name == names[id_]), id_)

    halls = tuple(map(today, session.halls))
    return session if halls == session.halls else replace(session, halls=halls)


def here(found: Iterable[Shift], event: Event) -> list[Shift]:
    """The same with the halls' ids of today."""
    return [replace(one, before=one.before and at_home(one.before, one.names, event)) for one in found]


def without(notices: Iterable[Notice], found: Iterable[Shift]) -> dict[int, tuple[Shift, ...]]:
    """Of notices, by their number, what is left of those of which something is found anew."""
    anew = {shift.session for shift in found}
    return {
        notice.id: tuple(shift for shift in notice.shifts if shift.session not in anew)
        for notice in notices
        if any(shift.session in anew for shift in notice.shifts)
    }


def merged(earlier: Iterable[Shift], later: Iterable[Shift]) -> list[Shift]:
    """Both as one: from what was known before the first to what is after the last; what came back is left out."""
    both = {shift.session: shift for shift in earlier}
    for shift in later:
        first = both.get(shift.session)
        both[shift.session] = _since(first, shift) if first else shift
    return [shift for shift in both.values() if not same(shift.before, shift.after)]


def untold(found: Iterable[Shift], dropped: Iterable[Shift]) -> list[Shift]:
    """What is found, from what people know: of what was dropped they never heard, but it is not told for that."""
    first = {shift.session: shift for shift in dropped}
    both = (_since(first[shift.session], shift) if shift.session in first else shift for shift in found)
    return [shift for shift in both if not same(shift.before, shift.after)]


def _since(first: Shift, shift: Shift) -> Shift:
    return replace(shift, before=first.before, names=first.names)


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
