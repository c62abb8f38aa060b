"""event.yaml → the basics of the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.event.entries import Placed, read_entry
from bot.event.faults import Findings, phrase
from bot.event.model import EventDay, PrayerRule
from bot.event.moments import Local
from bot.event.prayer import METHODS
from bot.event.schema import EventEntry, PrayerEntry
from bot.event.wording import did_you_mean
from bot.event.yaml import Document

MAX_DAYS = 60
DIGITS = ("arab", "arabext", "latn")
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Basics:
    """What the other files need to know of event.yaml, as far as it could be read."""

    placed: Placed[EventEntry] | None
    local: Local
    days: tuple[EventDay, ...]
    languages: tuple[str, ...]
    prayer: PrayerRule | None


def read_basics(document: Document | None, findings: Findings) -> Basics:
    """The basics; whatever is wrong is noted and replaced by something to go on with."""
    placed = None if document is None else read_entry(EventEntry, document, [], findings)
    if placed is None:
        return Basics(None, Local(_UTC, time(4)), (), (), None)
    entry = placed.entry
    zone, days = _zone(placed, findings), _days(placed, findings)
    prayer = _prayer(placed, findings)
    _check_digits(placed, findings)
    _check_languages(placed, findings)
    _check_rest(placed, findings)
    return Basics(
        placed,
        Local(zone or _UTC, entry.day_change or time(4)),
        days,
        tuple(dict.fromkeys(entry.languages or ())),
        prayer,
    )


def _zone(placed: Placed[EventEntry], findings: Findings) -> ZoneInfo | None:
    name = placed.entry.zone
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        findings.error(
            placed.document.spot(["zone"]),
            phrase("There is no time zone “{zone}”.", zone=name),
            did_you_mean(name, sorted(available_timezones())),
        )
        return None


def _days(placed: Placed[EventEntry], findings: Findings) -> tuple[EventDay, ...]:
    first, last = placed.entry.first_day, placed.entry.last_day
    if first is None or last is None:
        return ()
    length = (last - first).days + 1
    if 1 <= length <= MAX_DAYS:
        return tuple(EventDay(n + 1, first + timedelta(days=n)) for n in range(length))
    findings.error(
        placed.document.spot(["last_day"]),
        phrase("The last day ({last}) does not fit the first day ({first}).", first=str(first), last=str(last)),
        phrase("Correct one of them: an event has 1 to {limit} days.", limit=MAX_DAYS),
    )
    return ()


def _check_languages(placed: Placed[EventEntry], findings: Findings) -> None:
    if placed.entry.languages == []:
        findings.error(
            placed.document.spot(["languages"]),
            phrase("“{key}” is empty.", key="languages"),
            phrase("Write the codes of the event's languages, its own first: {example}.", example="[ar, en]"),
        )


def _check_rest(placed: Placed[EventEntry], findings: Findings) -> None:
    if placed.document.is_blank("hashtag"):
        findings.warning(
            placed.document.spot(["hashtag"], key=True),
            phrase("“{key}” is empty.", key="hashtag"),
            phrase("Put it in quotation marks, for “{sign}” begins a note that nobody reads.", sign="#"),
        )
    if placed.entry.day_change is not None and placed.entry.day_change > time(12):
        findings.error(
            placed.document.spot(["day_change"]),
            phrase("“{key}” cannot be “{value}”.", key="day_change", value=f"{placed.entry.day_change:%H:%M}"),
            phrase("Write hours and minutes, from {first} to {last}.", first="00:00", last="12:00"),
        )


def _check_digits(placed: Placed[EventEntry], findings: Findings) -> None:
    for language, digits in (placed.entry.digits or {}).items():
        if digits not in DIGITS:
            findings.error(
                placed.document.spot(["digits", language]),
                phrase("“{key}” cannot be “{value}”.", key="digits", value=digits),
                did_you_mean(digits, list(DIGITS)),
            )


def _prayer(placed: Placed[EventEntry], findings: Findings) -> PrayerRule | None:
    entry = placed.entry.prayer
    if entry is None:
        return None
    method = METHODS.get(entry.method or "jafari")
    if method is None:
        findings.error(
            placed.document.spot(["prayer", "method"]),
            phrase("“{key}” cannot be “{value}”.", key="method", value=entry.method),
            did_you_mean(entry.method or "", list(METHODS)),
        )
    if entry.coordinates is None:
        findings.error(
            placed.document.spot(["prayer"], key=True),
            phrase("“{key}” is missing here.", key="coordinates"),
            phrase("Add a line “{key}: …”.", key="coordinates"),
        )
    if method is None or entry.coordinates is None:
        return None
    return PrayerRule(
        coordinates=entry.coordinates,
        method=entry.method or "jafari",
        fajr_angle=method.fajr if entry.fajr_angle is None else entry.fajr_angle,
        # An angle of 0 means at sunset, whatever the method.
        maghrib_angle=method.maghrib if entry.maghrib_angle is None else entry.maghrib_angle or None,
        isha_angle=method.isha if entry.isha_angle is None else entry.isha_angle,
        asr_shadow=entry.asr_shadow or 1,
        typed=_typed(entry),
    )


def _typed(entry: PrayerEntry) -> dict[date, dict[str, time]]:
    return {day: {name.value: at for name, at in times.items()} for day, times in (entry.times or {}).items()}
