"""The prayer times of a day in short, and how each is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from markupsafe import Markup

from bot.cards.words import lines
from bot.event.calendar import PrayerName, prayers_on
from bot.event.model import Event
from bot.texts import Texts
from bot.texts.marks import msgid_as

PRAYERS = {
    PrayerName.FAJR: msgid_as("prayer time", "Fajr: {time}"),
    PrayerName.SUNRISE: msgid_as("prayer time", "Sunrise: {time}"),
    PrayerName.DHUHR: msgid_as("prayer time", "Dhuhr: {time}"),
    PrayerName.ASR: msgid_as("prayer time", "Asr: {time}"),
    PrayerName.SUNSET: msgid_as("prayer time", "Sunset: {time}"),
    PrayerName.MAGHRIB: msgid_as("prayer time", "Maghrib: {time}"),
    PrayerName.ISHA: msgid_as("prayer time", "Isha: {time}"),
    PrayerName.MIDNIGHT: msgid_as("prayer time", "Midnight: {time}"),
}


def prayers_in_short(event: Event, texts: Texts, day: date) -> Markup | None:
    """The five prayers of a day in a line; None where the event has no rule for them."""
    times = prayers_on(event, day)
    if not times:
        return None
    five = (PrayerName.FAJR, PrayerName.DHUHR, PrayerName.ASR, PrayerName.MAGHRIB, PrayerName.ISHA)
    said = [texts.say_as("prayer time", PRAYERS[name], time=texts.clock(times[name])) for name in five if name in times]
    return lines(
        texts.say("🕌 <b>Prayer times</b>, {date}", date=texts.day(day)),
        Markup(" · ").join(said),
        approximate(texts),
    )


def prayers_of(event: Event, texts: Texts, day: date) -> Markup | None:
    """All times of a day, each on a line of its own; None where the event has no rule for them."""
    times = prayers_on(event, day)
    if not times:
        return None
    heading = texts.say("🕌 <b>Prayer times</b>, {date}", date=texts.full_date(day))
    return lines(heading, each_prayer(texts, times), approximate(texts))


def each_prayer(texts: Texts, times: Mapping[PrayerName, datetime]) -> Markup:
    """A line for each."""
    said = (texts.say_as("prayer time", PRAYERS[name], time=texts.clock(at)) for name, at in times.items())
    return lines(*said)


def approximate(texts: Texts) -> Markup:
    """What stands below every computed time."""
    return texts.say("<i>Approximate; please follow the local adhan.</i>")
