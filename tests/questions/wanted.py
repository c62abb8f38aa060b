"""What sessions a schedule question asks for: @filters of the question files, computed from any event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.event.model import Event, Session, SessionStatus, SessionType

SERVICE = frozenset({SessionType.BREAK, SessionType.MEAL, SessionType.PRAYER, SessionType.REGISTRATION})
"""Sessions in which nobody speaks: "what is on in the morning" may or may not mean them, so either answer is right."""

Holds = Callable[[Session], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A right answer: every id of ``needed`` and none beyond ``allowed``; both empty means "there is nothing"."""

    allowed: frozenset[str]
    needed: frozenset[str]

    def matches(self, ids: Iterable[str]) -> bool:
        """Whether these sessions answer the question exactly."""
        got = frozenset(ids)
        return self.needed <= got <= self.allowed and bool(got) == bool(self.allowed)

    @property
    def nothing(self) -> bool:
        """Whether the true answer is that there is nothing."""
        return not self.allowed


def wanted(sessions: Iterable[Session], *, service: bool = False) -> Wanted:
    """All of these; those without a speaker, and those that are cancelled, only where ``service`` asks for them."""
    every = list(sessions)
    needed = (
        every if service else [s for s in every if s.type not in SERVICE and s.status is not SessionStatus.CANCELLED]
    )
    return Wanted(frozenset(s.id for s in every), frozenset(s.id for s in needed))


def event_date(event: Event, moment: datetime) -> date:
    """The event day that a moment belongs to: before the day change it is still the evening before."""
    local = moment.astimezone(event.zone)
    return local.date() - timedelta(days=1) if local.time() < event.day_change else local.date()


def computed(event: Event, expected: str, at: datetime) -> tuple[Wanted, ...]:
    """The right answers of one "@key=value&key=value" filter: several where people may mean either."""
    conditions = dict(part.partition("=")[::2] for part in expected.removeprefix("@").split("&"))
    edge = next((name for name in ("first", "last", "next") if name in conditions), None)
    if "empty" in conditions:
        return (Wanted(frozenset(), frozenset()),)
    tests = [_condition(event, name, value, at) for name, value in conditions.items()]
    chosen = [session for session in event.sessions.values() if all(holds(session) for holds in tests)]
    named = {SessionType(name) for name in conditions.get("type", "").split("+") if name}
    if edge is None:
        return (wanted(chosen, service=bool(named & SERVICE) or "id" in conditions),)
    return edges(chosen, edge, at)


def edges(sessions: Iterable[Session], edge: str, at: datetime) -> tuple[Wanted, ...]:
    """Who stands first, last or next among these: of all of them, or of those in which somebody speaks."""
    every = list(sessions)
    pools = [every, [session for session in every if session.type not in SERVICE]]
    found = []
    for pool in pools:
        ahead = [session for session in pool if session.start > at] if edge == "next" else pool
        if not ahead:
            continue
        first, last, end = min(s.start for s in ahead), max(s.start for s in ahead), max(s.end for s in ahead)
        if edge == "last":
            found += [[s for s in ahead if s.start == last], [s for s in ahead if s.end == end]]
        else:
            found.append([s for s in ahead if s.start == first])
    return tuple(dict.fromkeys(wanted(each, service=True) for each in found)) or (Wanted(frozenset(), frozenset()),)


def _condition(event: Event, name: str, value: str, at: datetime) -> Holds:
    values = frozenset(value.split("+"))
    days = {day.date for day in event.days if str(day.number) in values}
    tests: dict[str, Callable[[Session], bool]] = {
        "id": lambda s: s.id in values,
        "day": lambda s: event_date(event, s.start) in days,
        "type": lambda s: s.type.value in values,
        "hall": lambda s: bool(values & set(s.halls)),
        "track": lambda s: s.track in values,
        "person": lambda s: any(each.speaker in values for each in s.people),
        "before": lambda s: s.start.astimezone(event.zone).time() < time.fromisoformat(value),
        "after": lambda s: s.start.astimezone(event.zone).time() >= time.fromisoformat(value),
        "running": lambda s: _running(event, s, time.fromisoformat(value)),
        "now": lambda s: s.start <= at < s.end,
        "left": lambda s: s.start > at,
        "first": lambda _: True,
        "last": lambda _: True,
        "next": lambda _: True,
    }
    known = {"day": {str(day.number) for day in event.days}, "hall": set(event.halls), "track": set(event.tracks),
             "person": set(event.speakers), "id": set(event.sessions)}  # fmt: skip
    if name not in tests or not values <= known.get(name, values):
        raise ValueError(f"@{name}={value} means nothing in {event.id}")
    return tests[name]


def _running(event: Event, session: Session, clock: time) -> bool:
    moment = datetime.combine(event_date(event, session.start), clock, event.zone)
    return session.start <= moment < session.end
