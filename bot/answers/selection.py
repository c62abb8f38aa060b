"""From what is wanted to the sessions, in the order of the programme; or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.answers.dates import Calendar
from bot.answers.hours import DAY, Hours
from bot.answers.model import Emptiness
from bot.answers.when import PARTS, When
from bot.event.model import Event, Part, Session, SessionType
from bot.event.programme import takes_place

PAUSES = frozenset({SessionType.BREAK, SessionType.MEAL, SessionType.PRAYER, SessionType.REGISTRATION})
_CHAIRING = frozenset({Part.CHAIR, Part.MODERATOR})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks the programme for; None or empty: not narrowed in that way."""

    when: When
    halls: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    types: frozenset[str] | None = None
    tracks: frozenset[str] | None = None
    topics: frozenset[str] | None = None
    around: frozenset[str] | None = None
    quoted: bool = False
    """Whether the topics are sessions whose title was quoted."""
    frame: frozenset[str] = frozenset()
    asking: tuple[str, ...] = ()
    nth: int | None = None
    """Which of them in the order of time: the second workshop."""

    @property
    def anchors(self) -> frozenset[str]:
        """Names of all that narrows it down."""
        present = {
            "day": self.when.dates is not None,
            "hours": bool(self.when.hours or self.when.moment),
            "part": self.when.part is not None,
            "sequence": self.when.sequence is not None,
            "hall": bool(self.halls),
            "speaker": bool(self.people),
            "type": self.types is not None,
            "track": self.tracks is not None,
            "topic": self.topics is not None and not self.quoted,
            "title": self.quoted,
            "around": self.around is not None,
        }
        return frozenset(name for name, there in present.items() if there)

    @property
    def bare(self) -> bool:
        """Whether nothing but time is said."""
        return not self.asking and not self.frame

    @property
    def specific(self) -> bool:
        """Whether it is about certain sessions rather than a stretch of time."""
        return self.types is not None or self.topics is not None or bool(self.people)


def select(event: Event, calendar: Calendar, wanted: Wanted, now: datetime) -> tuple[tuple[str, ...], Emptiness | None]:
    """Ids in order, or why there are none."""
    chooser = _Chooser(event, calendar, wanted, now)
    sessions = chooser.choose()
    if sessions:
        return tuple(session.id for session in sessions), None
    return (), chooser.why_none()


class _Chooser:
    def __init__(self, event: Event, calendar: Calendar, wanted: Wanted, now: datetime) -> None:
        self.event, self.calendar, self.wanted, self.now = event, calendar, wanted, now
        self.when = wanted.when

    def choose(self) -> list[Session]:
        things = [session for session in self.event.sessions.values() if self._is_about(session)]
        if self.when.dates is not None:
            things = [session for session in things if self._day(session) in self.when.dates]
        if self.wanted.around is not None:
            things = self._around(things)
        if self.when.moment is not None:
            things = [session for session in things if session.start <= self.when.moment < session.end]
        elif self.when.hours is not None:
            things = self._at_hours(things, self.when.hours)
        elif self.when.part is not None:
            things = self._in_part(things, self.when.part)
        things = self._in_sequence(self._today(things))
        if self.wanted.nth is not None and len(things) >= self.wanted.nth:
            return [sorted(things, key=lambda one: one.start)[self.wanted.nth - 1]]
        return things

    def _today(self, things: list[Session]) -> list[Session]:
        """An hour or a part of the day that is said without a day, during the event, is today's if it has any."""
        when = self.when
        if when.dates is not None or when.all_days or self.wanted.specific or not (when.hours or when.part):
            return things
        today = self.calendar.day_of(self.now)
        return [one for one in things if self._day(one) == today] or things

    def _is_about(self, session: Session) -> bool:
        wanted = self.wanted
        if wanted.halls and not wanted.halls & set(session.halls):
            return False
        if wanted.people and not self._has_part(session):
            return False
        if wanted.types is not None and session.id not in wanted.types:
            return False
        if wanted.tracks is not None and session.track not in wanted.tracks:
            return False
        if wanted.topics is not None and session.id not in wanted.topics:
            return False
        return takes_place(session) or wanted.specific

    def _has_part(self, session: Session) -> bool:
        """Whether one of the people is on stage; in the chair, where that is asked."""
        chairs = "c:chairing" in self.wanted.frame
        return any(
            each.speaker in self.wanted.people and (not chairs or each.part in _CHAIRING) for each in session.people
        )

    def _day(self, session: Session) -> date:
        return self.calendar.day_of(session.start)

    def _minutes(self, moment: datetime, day: date) -> int:
        local = moment.astimezone(self.calendar.zone)
        return (local.date() - day).days * DAY + local.hour * 60 + local.minute

    def _at_hours(self, things: list[Session], hours: Hours) -> list[Session]:
        """The reading of an open hour is the one at which something is on; before noon first."""
        if hours.relation == "between" and hours.end is not None:
            pairs = [(start, end) for start in hours.start.readings() for end in hours.end.readings() if start < end]
            pairs.sort(key=lambda pair: pair[1] - pair[0])
            options = [[one for one in things if self._overlaps(one, start, end)] for start, end in pairs]
        elif hours.relation == "before":
            options = [
                [one for one in things if self._minutes(one.start, self._day(one)) < start]
                for start in self._likely(hours)
            ]
        elif hours.relation == "after":
            options = [
                [one for one in things if self._minutes(one.start, self._day(one)) >= start]
                for start in self._likely(hours)
            ]
        else:
            options = [
                [one for one in things if self._overlaps(one, start, start + 1)] for start in self._likely(hours)
            ]
        return next((option for option in options if option), [])

    def _likely(self, hours: Hours) -> tuple[int, ...]:
        readings = hours.start.readings()
        if len(readings) > 1 and readings[0] < 7 * 60:
            return readings[1], readings[0]
        return readings

    def _overlaps(self, session: Session, start: int, end: int) -> bool:
        day = self._day(session)
        return self._minutes(session.start, day) < end and self._minutes(session.end, day) > start

    def _in_part(self, things: list[Session], part: str) -> list[Session]:
        low, high = PARTS[part]
        inside = [one for one in things if low <= self._minutes(one.start, self._day(one)) < high]
        if part == "evening" and not inside:
            # What begins in the last hour before it and goes on into it.
            inside = [one for one in things if self._overlaps(one, low, high) and self._overlaps(one, low - 60, low)]
        if self.wanted.specific and not inside:
            inside = [one for one in things if self._overlaps(one, low, high)]
        return inside if self.wanted.specific else self._substance(inside)

    def _substance(self, things: list[Session]) -> list[Session]:
        """Without pauses, where there is anything else."""
        return [one for one in things if one.type not in PAUSES] or things

    def _around(self, things: list[Session]) -> list[Session]:
        """What comes after (or before) certain sessions on their day, the pauses left out; or runs while they do."""
        relation = self.when.relation[0] if self.when.relation else "after"
        after = relation == "after"
        found: list[Session] = []
        for id_ in self._anchors():
            anchor = self.event.sessions[id_]
            day = self._day(anchor)
            if self.when.dates is not None and day not in self.when.dates:
                continue
            if self.when.dates is None and self._today_or_first() not in {day, None}:
                continue
            same_day = [one for one in things if self._day(one) == day and one.id != id_]
            if relation == "with":
                found += [one for one in same_day if one.start < anchor.end and one.end > anchor.start]
                continue
            beside = [one for one in same_day if (one.start >= anchor.end if after else one.end <= anchor.start)]
            beside = self._substance(beside)
            if beside and anchor.type not in {SessionType.MEAL, SessionType.PRAYER}:
                nearest = min(one.start for one in beside) if after else max(one.start for one in beside)
                beside = [one for one in beside if one.start == nearest]
            found += beside
        chosen = {one.id for one in found}
        return [one for one in things if one.id in chosen]

    def _anchors(self) -> list[str]:
        """What it comes before or after; of the pauses of a day the next one today, the first on another day."""
        anchors = sorted((self.event.sessions[id_] for id_ in self.wanted.around or ()), key=lambda one: one.start)
        if self.when.hours is not None and self.when.relation:
            said = self._at_hours(anchors, Hours("at", self.when.hours.start))
            anchors = said or anchors
        today = self.calendar.day_of(self.now)
        chosen: dict[date | str, Session] = {}
        for one in anchors:
            day = self._day(one)
            pause = day if one.type is SessionType.BREAK else one.id
            if pause not in chosen or (day == today and chosen[pause].end <= self.now):
                chosen[pause] = one
        return [one.id for one in chosen.values()]

    def _today_or_first(self) -> date | None:
        """Today while it is a day of the event with such a session; else all days count."""
        today = self.calendar.day_of(self.now)
        days = {self._day(self.event.sessions[id_]) for id_ in self.wanted.around or ()}
        return today if today in days else None

    def _in_sequence(self, things: list[Session]) -> list[Session]:
        sequence, today = self.when.sequence, self.calendar.day_of(self.now)
        if sequence is None and not self.wanted.specific and self.when.dates is not None and not self.when.hours:
            edges = (("c:start", "first"), ("c:end", "last")) if "when" in self.wanted.asking else ()
            told = (edge for concept, edge in edges if concept in self.wanted.frame)
            sequence = self.when.edge or next(told, None)
        if sequence == "now":
            return [one for one in things if one.start <= self.now < one.end]
        if sequence == "over":
            return [one for one in things if one.end <= self.now and (self.when.dates or self._day(one) == today)]
        if sequence == "left":
            return [one for one in things if one.start > self.now and (self.when.dates or self._day(one) == today)]
        if sequence == "next":
            coming = [one for one in things if one.start > self.now]
            first = min((one.start for one in coming), default=None)
            return [one for one in coming if one.start == first]
        if sequence in {"first", "last"}:
            return self._end_of(things, sequence)
        return things

    def _end_of(self, things: list[Session], sequence: str) -> list[Session]:
        if not self.wanted.specific:
            things = self._substance(things)
        if not things:
            return []
        if sequence == "first":
            start = min(one.start for one in things)
        else:
            start = max(things, key=lambda one: (one.start, one.end)).start
        return [one for one in things if one.start == start]

    def why_none(self) -> Emptiness:
        """Outside the dates, before, after; else just nothing then."""
        days = self.calendar.days
        dates = self.when.dates
        if dates is not None and days and not dates & set(days):
            return Emptiness.OUTSIDE_DATES
        if self.when.sequence in {"now", "next", "left", "over"} and days:
            today = self.calendar.day_of(self.now)
            if today < days[0]:
                return Emptiness.BEFORE_EVENT
            if today > days[-1]:
                return Emptiness.AFTER_EVENT
            if self.when.sequence == "now" and self.wanted.anchors == {"sequence"}:
                return Emptiness.NOTHING_NOW
        return Emptiness.NOTHING_THEN
