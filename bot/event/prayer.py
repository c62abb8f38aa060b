"""Prayer times of a day at a place, by the sun's depression below the horizon; times that were typed win."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from astral import Observer, SunDirection
from astral.sun import elevation, noon, time_at_elevation

from bot.event.model import PrayerRule


class PrayerName(StrEnum):
    """The times of a day, in order."""

    FAJR = "fajr"
    SUNRISE = "sunrise"
    DHUHR = "dhuhr"
    ASR = "asr"
    SUNSET = "sunset"
    MAGHRIB = "maghrib"
    ISHA = "isha"
    MIDNIGHT = "midnight"


@dataclass(frozen=True, slots=True)
class Method:
    """Angles in degrees below the horizon; no ``maghrib`` angle means at sunset.

    ``midnight_before_fajr``: midnight is halfway from sunset to Fajr (Jafari), else halfway to sunrise.
    """

    fajr: float
    isha: float
    maghrib: float | None = None
    midnight_before_fajr: bool = False


# As published by the institutions that the methods are named after; jafari: Leva Institute, Qum.
METHODS: Mapping[str, Method] = {
    "jafari": Method(fajr=16.0, isha=14.0, maghrib=4.0, midnight_before_fajr=True),
    "tehran": Method(fajr=17.7, isha=14.0, maghrib=4.5, midnight_before_fajr=True),
    "mwl": Method(fajr=18.0, isha=17.0),
    "egypt": Method(fajr=19.5, isha=17.5),
    "karachi": Method(fajr=18.0, isha=18.0),
    "isna": Method(fajr=15.0, isha=15.0),
}


HORIZON = -0.833
"""Where the sun's upper edge touches the horizon: its radius and the refraction of the air, by convention."""

_SHIFTS = (0, -1, 1)


def prayer_times(rule: PrayerRule, day: date, zone: ZoneInfo) -> Mapping[PrayerName, datetime]:
    """Each prayer's moment on ``day``, in ``zone``, to the minute; one that the sun does not give is left out."""
    found = {name: moment for name, moment in _computed(rule, day, zone).items() if moment is not None}
    for name, typed in rule.typed.get(day, {}).items():
        night_after = name == PrayerName.MIDNIGHT and typed < time(12)
        found[PrayerName(name)] = datetime.combine(day + timedelta(days=night_after), typed, zone)
    return {name: found[name] for name in PrayerName if name in found}


def _computed(rule: PrayerRule, day: date, zone: ZoneInfo) -> dict[PrayerName, datetime | None]:
    sun = _Sun(Observer(rule.coordinates.latitude, rule.coordinates.longitude), day, zone)
    dusk = sun.down(HORIZON)
    times = {
        PrayerName.FAJR: sun.up(-rule.fajr_angle),
        PrayerName.SUNRISE: sun.up(HORIZON),
        PrayerName.DHUHR: sun.noon,
        PrayerName.ASR: sun.down(sun.height_of_shadow(rule.asr_shadow)),
        PrayerName.SUNSET: dusk,
        PrayerName.MAGHRIB: dusk if rule.maghrib_angle is None else sun.down(-rule.maghrib_angle),
        PrayerName.ISHA: sun.down(-rule.isha_angle),
        PrayerName.MIDNIGHT: _midnight(rule, dusk, sun.next_day()),
    }
    return {name: None if moment is None else _to_the_minute(moment) for name, moment in times.items()}


def _midnight(rule: PrayerRule, dusk: datetime | None, morrow: _Sun) -> datetime | None:
    method = METHODS.get(rule.method)
    before_fajr = method is not None and method.midnight_before_fajr
    end = morrow.up(-rule.fajr_angle if before_fajr else HORIZON)
    return dusk + (end - dusk) / 2 if dusk is not None and end is not None else None


class _Sun:
    """The sun's way over a place on one day of its calendar; heights in degrees above the horizon."""

    def __init__(self, observer: Observer, day: date, zone: ZoneInfo) -> None:
        self._observer, self._day, self._zone = observer, day, zone
        noons = [noon(observer, day + timedelta(days=shift), zone) for shift in _SHIFTS]
        self.noon = next((each for each in noons if each.date() == day), noons[0])

    def next_day(self) -> _Sun:
        return _Sun(self._observer, self._day + timedelta(days=1), self._zone)

    def up(self, height: float) -> datetime | None:
        return self._at(height, SunDirection.RISING)

    def down(self, height: float) -> datetime | None:
        return self._at(height, SunDirection.SETTING)

    def height_of_shadow(self, times: int) -> float:
        """The height at which a thing's shadow is longer than at noon by ``times`` its own height."""
        from_zenith = math.radians(90 - elevation(self._observer, self.noon, with_refraction=False))
        return math.degrees(math.atan(1 / (times + math.tan(from_zenith))))

    def _at(self, height: float, direction: SunDirection) -> datetime | None:
        """Within half a day of noon: astral may answer for a neighbouring day, far from Greenwich."""
        for shift in _SHIFTS:
            date_ = self._day + timedelta(days=shift)
            try:
                moment = time_at_elevation(self._observer, height, date_, direction, self._zone, with_refraction=False)
            except ValueError:  # the sun does not reach it
                continue
            if abs(moment - self.noon) <= timedelta(hours=12):
                return moment
        return None


def _to_the_minute(moment: datetime) -> datetime:
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)
