"""Prayer times of a day at a place, by the sun's depression below the horizon; times that were typed win."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from astral import Observer, SunDirection
from astral.sun import elevation, noon, sunrise, sunset, time_at_elevation

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


def prayer_times(rule: PrayerRule, day: date, zone: ZoneInfo) -> Mapping[PrayerName, datetime]:
    """Each prayer's moment on ``day``, in ``zone``, to the minute; one that the sun does not give is left out."""
    found = {name: moment for name, moment in _computed(rule, day, zone).items() if moment is not None}
    for name, typed in rule.typed.get(day, {}).items():
        night_after = name == PrayerName.MIDNIGHT and typed < time(12)
        found[PrayerName(name)] = datetime.combine(day + timedelta(days=night_after), typed, zone)
    return {name: found[name] for name in PrayerName if name in found}


def _computed(rule: PrayerRule, day: date, zone: ZoneInfo) -> dict[PrayerName, datetime | None]:
    observer = Observer(rule.coordinates.latitude, rule.coordinates.longitude)
    fajr = _below(observer, day, zone, rule.fajr_angle, SunDirection.RISING)
    dawn, dusk = _sun(sunrise, observer, day, zone), _sun(sunset, observer, day, zone)
    midday = noon(observer, day, zone)
    maghrib = dusk if rule.maghrib_angle is None else _below(observer, day, zone, rule.maghrib_angle)
    times = {
        PrayerName.FAJR: fajr,
        PrayerName.SUNRISE: dawn,
        PrayerName.DHUHR: midday,
        PrayerName.ASR: _asr(observer, midday, rule.asr_shadow, zone),
        PrayerName.SUNSET: dusk,
        PrayerName.MAGHRIB: maghrib,
        PrayerName.ISHA: _below(observer, day, zone, rule.isha_angle),
        PrayerName.MIDNIGHT: _midnight(rule, observer, day, zone),
    }
    return {name: None if moment is None else _to_the_minute(moment) for name, moment in times.items()}


def _asr(observer: Observer, midday: datetime, shadow: int, zone: ZoneInfo) -> datetime | None:
    """When a thing's shadow is longer than at noon by ``shadow`` times its height."""
    at_noon = math.radians(90 - elevation(observer, midday, with_refraction=False))
    height = math.degrees(math.atan(1 / (shadow + math.tan(at_noon))))
    return _at(observer, midday.date(), zone, height, SunDirection.SETTING)


def _midnight(rule: PrayerRule, observer: Observer, day: date, zone: ZoneInfo) -> datetime | None:
    method = METHODS.get(rule.method)
    dusk, morning = _sun(sunset, observer, day, zone), day + timedelta(days=1)
    if method is not None and method.midnight_before_fajr:
        end = _below(observer, morning, zone, rule.fajr_angle, SunDirection.RISING)
    else:
        end = _sun(sunrise, observer, morning, zone)
    return dusk + (end - dusk) / 2 if dusk is not None and end is not None else None


def _below(
    observer: Observer, day: date, zone: ZoneInfo, angle: float, direction: SunDirection = SunDirection.SETTING
) -> datetime | None:
    return _at(observer, day, zone, -angle, direction)


def _at(observer: Observer, day: date, zone: ZoneInfo, height: float, direction: SunDirection) -> datetime | None:
    try:
        return time_at_elevation(observer, height, day, direction, zone, with_refraction=False)
    except ValueError:
        return None


def _sun(what: object, observer: Observer, day: date, zone: ZoneInfo) -> datetime | None:
    try:
        moment: datetime = what(observer, day, zone)  # type: ignore[operator]
    except ValueError:
        return None
    return moment


def _to_the_minute(moment: datetime) -> datetime:
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)
