"""Which event day a moment belongs to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def event_day(moment: datetime, zone: ZoneInfo, day_change: time) -> date:
    """The date of the event day that a moment belongs to: before ``day_change`` it is still the day before."""
    local = moment.astimezone(zone)
    return local.date() - timedelta(days=local.time() < day_change)
