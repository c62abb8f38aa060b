"""programme.yaml → halls, tracks and sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.event.days import event_day
from bot.event.entries import Placed
from bot.event.event_file import Basics
from bot.event.faults import Findings, phrase
from bot.event.fields import read_time
from bot.event.model import Appearance, Hall, Part, Session, SessionStatus, SessionType, Track
from bot.event.moments import Local, Trouble, day_of, names_offset, says_day
from bot.event.register import Register
from bot.event.schema import HallEntry, SessionEntry, TrackEntry
from bot.event.values import phrasings, text, text_or_none

PARTS: Mapping[str, Part] = {
    "speakers": Part.SPEAKER,
    "chairs": Part.CHAIR,
    "moderators": Part.MODERATOR,
    "panellists": Part.PANELLIST,
    "facilitators": Part.FACILITATOR,
}
OVERNIGHT = timedelta(hours=12)
_AT_ONCE = frozenset({timedelta(0), timedelta(days=1)})
_UTC = ZoneInfo("UTC")
_ANY_DAY = date(2025, 1, 1)
"""Stands for a day that is not known, where only the order of two times is looked at."""


def build_hall(placed: Placed[HallEntry], *, illustrative: bool) -> Hall:
    """A hall from a complete entry."""
    entry = placed.entry
    return Hall(
        id=entry.id or "",
        name=text(entry.name),
        place=entry.place,
        directions=text_or_none(entry.directions),
        coordinates=entry.coordinates,
        capacity=entry.capacity,
        illustrative=illustrative if entry.illustrative is None else entry.illustrative,
        also=phrasings(entry.also),
    )


def build_track(placed: Placed[TrackEntry]) -> Track:
    """A track from a complete entry."""
    return Track(id=placed.entry.id or "", name=text(placed.entry.name), also=phrasings(placed.entry.also))


def check_session(placed: Placed[SessionEntry], register: Register) -> None:
    """Note every reference of a session that leads nowhere."""
    register.look_up("halls", placed, "halls")
    register.look_up("tracks", placed, "track")
    for key in PARTS:
        register.look_up("speakers", placed, key)


def build_session(placed: Placed[SessionEntry], times: tuple[datetime, datetime], *, illustrative: bool) -> Session:
    """A session from a complete entry and its times."""
    entry = placed.entry
    people = [Appearance(id_, part) for key, part in PARTS.items() for id_ in getattr(entry, key) or ()]
    return Session(
        id=entry.id or "",
        title=text(entry.title),
        start=times[0],
        end=times[1],
        type=entry.type or SessionType.OTHER,
        halls=tuple(dict.fromkeys(entry.halls or ())),
        track=entry.track,
        people=tuple(dict.fromkeys(people)),
        abstract=text_or_none(entry.abstract),
        languages=tuple(entry.languages or ()),
        capacity=entry.capacity,
        status=entry.status or SessionStatus.PLANNED,
        illustrative=illustrative if entry.illustrative is None else entry.illustrative,
        source_key=entry.source_key,
        also=phrasings(entry.also),
    )


def session_times(placed: Placed[SessionEntry], basics: Basics, findings: Findings) -> tuple[datetime, datetime] | None:
    """Start and end in UTC; None after noting all that is wrong with them."""
    entry = placed.entry
    day, is_good = _day(placed, basics, findings)
    is_good = is_good and not placed.wrong & {"day", "date"}
    local = basics.local if is_good else Local(_UTC, basics.local.day_change)
    start = _read(
        placed,
        "start",
        lambda written: local.start(written, day if is_good else _ANY_DAY, event_day=entry.date is None),
        findings,
    )
    # Whatever is wrong with the start or its day, the end and their order can be looked at all the same.
    anchor = start or local.start(entry.start or "", _ANY_DAY, event_day=False)
    base = anchor if isinstance(anchor, datetime) else datetime(_ANY_DAY.year, 1, 1, tzinfo=UTC)
    end = _read(placed, "end", lambda written: local.end(written, base), findings)
    if end is None or not isinstance(anchor, datetime):
        return None
    alike = says_day(entry.start or "") == says_day(entry.end or "")
    in_order = _in_order(placed, anchor, end, findings) if alike or (start and is_good) else True
    if start is None or not is_good:
        return None
    if not in_order:
        _within(placed, start, start + timedelta(seconds=1), basics, findings)
        return None
    _note_twice(placed, (start, end), basics, findings)
    return (start, end) if _within(placed, start, end, basics, findings) else None


def _read(
    placed: Placed[SessionEntry], key: str, read: Callable[[str], datetime | Trouble], findings: Findings
) -> datetime | None:
    written = getattr(placed.entry, key)
    moment = None if written is None else read(written)
    if isinstance(moment, Trouble):
        _note_trouble(placed, key, written, moment, findings)
        return None
    return moment


def _day(placed: Placed[SessionEntry], basics: Basics, findings: Findings) -> tuple[date | None, bool]:
    entry, days = placed.entry, {day.number: day.date for day in basics.days}
    if entry.date is not None:
        return entry.date, True
    day = day_of(entry.day, days)
    if entry.day is None or day is not None:
        return day, True
    if days:
        findings.error(
            placed.document.spot([*placed.path, "day"]),
            phrase("The event has no day {day}.", day=entry.day),
            phrase(
                "Write a day from 1 to {last}, or let the event have more days in {file}.",
                last=len(days),
                file="event.yaml",
            ),
        )
    return None, False


def _in_order(placed: Placed[SessionEntry], start: datetime, end: datetime, findings: Findings) -> bool:
    overnight = read_time(placed.entry.end or "") is not None and end - start > OVERNIGHT
    if end > start and not (overnight and end.date() > start.date()):
        return True
    written = {"start": placed.entry.start, "end": placed.entry.end}
    at_once = phrase("This ends when it starts ({start}).", **written)
    findings.error(
        placed.document.spot([*placed.path, "end"]),
        at_once if end - start in _AT_ONCE else phrase("This ends ({end}) before it starts ({start}).", **written),
        phrase(
            "Correct one of the two; if it ends on another day, write the day too: {example}.",
            example="2025-10-26 08:00",
        ),
    )
    return False


def _within(placed: Placed[SessionEntry], start: datetime, end: datetime, basics: Basics, findings: Findings) -> bool:
    if not basics.days:
        return True
    local = basics.local
    dates = [event_day(moment, local.zone, local.day_change) for moment in (start, end - timedelta(seconds=1))]
    first, last = basics.days[0].date, basics.days[-1].date
    if any(not first <= day <= last for day in dates):
        findings.error(
            placed.document.spot([*placed.path, "date" if placed.entry.date else "start"]),
            phrase("This is outside the event's days ({first} to {last}).", first=str(first), last=str(last)),
            phrase("Correct the day, or let the event have more days in {file}.", file="event.yaml"),
        )
        return False
    day = day_of(placed.entry.day, {each.number: each.date for each in basics.days})
    if placed.entry.day is not None and day != dates[0]:
        findings.error(
            placed.document.spot([*placed.path, "day"]),
            phrase(
                "“{key}” says {day}, but this starts on {date}.", key="day", day=placed.entry.day, date=str(dates[0])
            ),
            phrase("Correct one of the two, or delete the line “{key}”.", key="day"),
        )
        return False
    return True


def _note_twice(
    placed: Placed[SessionEntry], times: tuple[datetime, datetime], basics: Basics, findings: Findings
) -> None:
    for key, moment in zip(("start", "end"), times, strict=True):
        written = getattr(placed.entry, key)
        if basics.local.twice(moment) and not names_offset(written):
            findings.warning(
                placed.document.spot([*placed.path, key]),
                phrase("The clocks show {time} twice on this day, since they are put back.", time=written),
                phrase(
                    "The first is meant; for the second, write the offset too: {example}.",
                    example="2025-10-26 02:30+01:00",
                ),
            )


def _note_trouble(placed: Placed[SessionEntry], key: str, written: str, trouble: Trouble, findings: Findings) -> None:
    if trouble is Trouble.NO_DAY:
        what = phrase("This has a time of day, but no day.")
        advice = phrase(
            "Add a line “{number}” (which day of the event) or “{date}”.", number="day: 1", date="date: 2025-10-25"
        )
    elif trouble is Trouble.SKIPPED:
        what = phrase("The clocks never show {time} on this day, since they are put forward.", time=written)
        advice = phrase("Write a time that exists.")
    elif trouble is Trouble.NO_STAMP:
        what = phrase("“{value}” is not a day and a time that exist.", value=written[:40])
        advice = phrase("Write a time, or a day and a time: {examples}.", examples="09:30, 2025-10-26 09:30")
    else:
        what = phrase("“{value}” is not a time of day.", value=written[:40])
        advice = phrase("Write hours and minutes, from {first} to {last}.", first="00:00", last="23:59")
    findings.error(placed.document.spot([*placed.path, key]), what, advice)
