"""Days, Hijri dates and prayer times of the event, by the tables that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.event.calendar import HijriDate, hijri_date, prayers_on, span_of_day, today
from bot.event.load import load
from bot.event.model import Coordinates, PrayerRule
from bot.event.prayer import METHODS, PrayerName, prayer_times

SAMPLE = load(Path(__file__).resolve().parents[2] / "events" / "sample")
BAGHDAD = ZoneInfo("Asia/Baghdad")
SHRINE = Coordinates(32.616389, 44.0325)
FIRST_DAY = date(2025, 10, 25)


def minutes(moment: datetime) -> int:
    local = moment.astimezone(BAGHDAD)
    return local.hour * 60 + local.minute


def rule(method: str) -> PrayerRule:
    angles = METHODS[method]
    return PrayerRule(SHRINE, method, angles.fajr, angles.maghrib, angles.isha)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("jafari", {"fajr": "05:02", "sunrise": "06:16", "dhuhr": "11:48", "asr": "14:56",
                    "sunset": "17:20", "maghrib": "17:35"}),
        ("mwl", {"fajr": "04:53", "maghrib": "17:20"}),
    ],
)  # fmt: skip
def test_prayer_times_of_karbala(method: str, expected: dict[str, str]) -> None:
    times = prayer_times(rule(method), FIRST_DAY, BAGHDAD)
    for name, clock in expected.items():
        wanted = time.fromisoformat(clock)
        assert abs(minutes(times[PrayerName(name)]) - (wanted.hour * 60 + wanted.minute)) <= 1, name


def test_jafari_midnight_is_halfway_from_sunset_to_fajr_and_the_others_halfway_to_sunrise() -> None:
    for method, end in (("jafari", PrayerName.FAJR), ("mwl", PrayerName.SUNRISE)):
        evening = prayer_times(rule(method), FIRST_DAY, BAGHDAD)
        morning = prayer_times(rule(method), FIRST_DAY + timedelta(days=1), BAGHDAD)
        halfway = evening[PrayerName.SUNSET] + (morning[end] - evening[PrayerName.SUNSET]) / 2
        assert abs(evening[PrayerName.MIDNIGHT] - halfway) <= timedelta(minutes=1)


def test_typed_times_win_over_computed_ones_and_the_others_stay() -> None:
    typed = replace(rule("jafari"), typed={FIRST_DAY: {"dhuhr": time(12, 5), "midnight": time(0, 10)}})
    times, computed = prayer_times(typed, FIRST_DAY, BAGHDAD), prayer_times(rule("jafari"), FIRST_DAY, BAGHDAD)
    assert minutes(times[PrayerName.DHUHR]) == 12 * 60 + 5
    assert times[PrayerName.MIDNIGHT] == datetime(2025, 10, 26, 0, 10, tzinfo=BAGHDAD)
    assert times[PrayerName.FAJR] == computed[PrayerName.FAJR]
    assert prayer_times(typed, date(2025, 10, 26), BAGHDAD) == prayer_times(rule("jafari"), date(2025, 10, 26), BAGHDAD)


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.floats(-60, 60), st.floats(-180, 180))
def test_the_times_are_in_order_from_alaska_to_antarctica(day: date, latitude: float, longitude: float) -> None:
    zone = ZoneInfo(f"Etc/GMT{-round(longitude / 15):+d}")
    times = prayer_times(PrayerRule(Coordinates(latitude, longitude)), day, zone)
    # In the short nights of the north, half the night is over before the sun is 14° down.
    found = [moment for name, moment in times.items() if name is not PrayerName.MIDNIGHT]
    assert found == sorted(found)
    assert times[PrayerName.SUNSET] < times.get(PrayerName.MIDNIGHT, times[PrayerName.SUNSET] + timedelta(1))
    assert {PrayerName.SUNRISE, PrayerName.DHUHR, PrayerName.ASR, PrayerName.SUNSET} <= set(times)


def test_where_the_sun_does_not_set_those_times_are_left_out() -> None:
    times = prayer_times(PrayerRule(Coordinates(69.6, 18.9)), date(2025, 6, 21), ZoneInfo("Europe/Oslo"))
    assert PrayerName.SUNSET not in times
    assert PrayerName.FAJR not in times
    assert PrayerName.DHUHR in times


def test_the_event_without_a_rule_has_no_prayer_times() -> None:
    assert prayers_on(replace(SAMPLE, prayer=None), FIRST_DAY) == {}
    assert next(iter(prayers_on(SAMPLE, FIRST_DAY))) is PrayerName.FAJR


def test_hijri_dates_of_the_conference_and_the_offset_of_a_local_sighting() -> None:
    expected = [HijriDate(1447, 5, day) for day in (3, 4, 5)]
    assert [hijri_date(SAMPLE, date(2025, 10, day)) for day in (25, 26, 27)] == expected
    assert hijri_date(replace(SAMPLE, hijri_offset=-1), FIRST_DAY) == HijriDate(1447, 5, 2)
    assert hijri_date(SAMPLE, date(2300, 1, 1)) is None
    assert hijri_date(replace(SAMPLE, hijri_offset=1), date.max) is None


def test_today_changes_at_the_hour_of_the_event() -> None:
    assert today(SAMPLE, datetime(2026, 4, 17, 3, 59, tzinfo=BAGHDAD)) == date(2026, 4, 16)
    assert today(SAMPLE, datetime(2026, 4, 17, 4, 0, tzinfo=BAGHDAD)) == date(2026, 4, 17)
    start, end = span_of_day(SAMPLE, SAMPLE.days[0])
    assert (start, end) == (datetime(2026, 4, 16, 1, tzinfo=UTC), datetime(2026, 4, 17, 1, tzinfo=UTC))
