"""Two snapshots of an event → which sessions were added, taken out, cancelled, moved or changed otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from bot.event.model import Event, Session, SessionStatus


class ChangeKind(StrEnum):
    """What became of a session; the gravest one is named, and ``Change.fields`` has all that differs."""

    ADDED = "added"
    CANCELLED = "cancelled"
    """Marked as cancelled, or no longer in the programme."""
    RESTORED = "restored"
    """Takes place after all."""
    MOVED = "moved"
    """To another time or another hall."""
    CHANGED = "changed"
    """Its title, its people, or anything else that is shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One session's change. ``before`` is None when it is new, ``after`` is None when it is gone."""

    kind: ChangeKind
    before: Session | None
    after: Session | None
    fields: tuple[str, ...] = ()
    """Names of the session's fields that differ, in the order of the model."""

    @property
    def session(self) -> Session:
        """The session as it is now, or as it last was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a session")
        return found


# Fields that nobody sees, or that only say how the others came about.
_UNSEEN = frozenset({"id", "status", "source_key", "also"})
_PLACE_AND_TIME = ("start", "end", "halls")


def changes(before: Event, after: Event) -> tuple[Change, ...]:
    """Every session that differs, in the order of the new programme, those that are gone last."""
    found = [
        change for session in after.sessions.values() for change in _change(before.sessions.get(session.id), session)
    ]
    gone = (session for id_, session in before.sessions.items() if id_ not in after.sessions)
    found += [Change(ChangeKind.CANCELLED, session, None) for session in gone if _takes_place(session)]
    return tuple(found)


def _change(before: Session | None, after: Session) -> Iterator[Change]:
    if before is None:
        if _takes_place(after):
            yield Change(ChangeKind.ADDED, None, after)
        return
    differing = _differing(before, after)
    if _takes_place(before) != _takes_place(after):
        kind = ChangeKind.RESTORED if _takes_place(after) else ChangeKind.CANCELLED
        yield Change(kind, before, after, differing)
    elif not _takes_place(after):
        return
    elif any(name in _PLACE_AND_TIME for name in differing):
        yield Change(ChangeKind.MOVED, before, after, differing)
    elif differing:
        yield Change(ChangeKind.CHANGED, before, after, differing)


def _differing(before: Session, after: Session) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in fields(Session)
        if each.name not in _UNSEEN and getattr(before, each.name) != getattr(after, each.name)
    )


def _takes_place(session: Session) -> bool:
    return session.status is not SessionStatus.CANCELLED
