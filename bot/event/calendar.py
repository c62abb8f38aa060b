"""The event's calendar: its days, weekdays, Hijri dates and prayer times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hijridate import Gregorian

from bot.event.days import event_day
from bot.event.model import Event, EventDay
from bot.event.prayer import PrayerName, prayer_times

__all__ = ["HijriDate", "PrayerName", "hijri_date", "prayers_on", "span_of_day", "today"]


@dataclass(frozen=True, slots=True)
class HijriDate:
    """A date of the Hijri calendar; months count from 1 (Muharram)."""

    year: int
    month: int
    day: int


def today(event: Event, moment: datetime) -> date:
    """The date of the day that people at the event call today: until ``day_change`` it is still the day before."""
    return event_day(moment, event.zone, event.day_change)


def span_of_day(event: Event, day: EventDay | date) -> tuple[datetime, datetime]:
    """From when until before when an event day runs, in UTC."""
    first = day.date if isinstance(day, EventDay) else day
    start, end = (datetime.combine(each, event.day_change, event.zone) for each in (first, first + timedelta(days=1)))
    return start.astimezone(UTC), end.astimezone(UTC)


def hijri_date(event: Event, day: date) -> HijriDate | None:
    """The Hijri date by Umm al-Qura, shifted by ``hijri_offset`` days; None outside its tables (1924 to 2077)."""
    try:
        hijri = Gregorian.fromdate(day + timedelta(days=event.hijri_offset)).to_hijri()
    except (OverflowError, ValueError):
        return None
    return HijriDate(hijri.year, hijri.month, hijri.day)


def prayers_on(event: Event, day: date) -> Mapping[PrayerName, datetime]:
    """The prayer times of a day in the event's zone, in order; nothing when the event has no rule for them."""
    if event.prayer is None:
        return {}
    return prayer_times(event.prayer, day, event.zone)
