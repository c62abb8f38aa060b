"""The keys of the event's files.

Every key is optional here, so that one bad value hides no other fault; ``needed`` names those that an entry must have.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from bot.event.fields import (
    Count,
    Date,
    Flag,
    Id,
    Ids,
    Language,
    Languages,
    Line,
    Name,
    Phone,
    Phrases,
    Point,
    Source,
    Text,
    Time,
    WebAddress,
    degrees,
    one_of,
    whole,
    written,
)
from bot.event.model import PlaceType, SessionStatus, SessionType, Shown, Topic
from bot.event.prayer import PrayerName

Written = Annotated[str, BeforeValidator(written)]


class Entry(BaseModel):
    """A group of keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    needed: ClassVar[tuple[str, ...]] = ()


class PrayerEntry(Entry):
    """``prayer`` in event.yaml."""

    needed = ("coordinates",)
    method: Written | None = None
    coordinates: Point | None = None
    fajr_angle: Annotated[float, degrees(30)] | None = None
    maghrib_angle: Annotated[float, degrees(30)] | None = None
    isha_angle: Annotated[float, degrees(30)] | None = None
    asr_shadow: Annotated[int, whole(1, 2)] | None = None
    times: dict[Date, dict[Annotated[PrayerName, one_of(PrayerName)], Time]] | None = None


class EventEntry(Entry):
    """event.yaml."""

    needed = ("id", "name", "zone", "languages", "first_day", "last_day")
    id: Id | None = None
    name: Name | None = None
    short_name: Name | None = None
    zone: Written | None = None
    languages: Languages | None = None
    first_day: Date | None = None
    last_day: Date | None = None
    day_change: Time | None = None
    city: Name | None = None
    organizer: Name | None = None
    website: WebAddress | None = None
    hashtag: Line | None = None
    venue: Id | None = None
    emergency_number: Phone | None = None
    hijri_offset: Annotated[int, whole(-3, 3)] | None = None
    digits: dict[Language, Written] | None = None
    prayer: PrayerEntry | None = None


class HallEntry(Entry):
    """One of ``halls`` in programme.yaml."""

    needed = ("id", "name")
    id: Id | None = None
    name: Name | None = None
    place: Id | None = None
    directions: Text | None = None
    coordinates: Point | None = None
    capacity: Count | None = None
    illustrative: Flag | None = None
    also: Phrases | None = None


class TrackEntry(Entry):
    """One of ``tracks`` in programme.yaml."""

    needed = ("id", "name")
    id: Id | None = None
    name: Name | None = None
    also: Phrases | None = None


class SessionEntry(Entry):
    """One of ``sessions`` in programme.yaml."""

    needed = ("id", "title", "start", "end")
    id: Id | None = None
    day: Annotated[int, whole(1, 366)] | None = None
    date: Date | None = None
    start: Written | None = None
    end: Written | None = None
    halls: Ids | None = None
    type: Annotated[SessionType, one_of(SessionType)] | None = None
    track: Id | None = None
    speakers: Ids | None = None
    chairs: Ids | None = None
    moderators: Ids | None = None
    panellists: Ids | None = None
    facilitators: Ids | None = None
    title: Name | None = None
    abstract: Text | None = None
    languages: Languages | None = None
    capacity: Count | None = None
    status: Annotated[SessionStatus, one_of(SessionStatus)] | None = None
    illustrative: Flag | None = None
    source_key: Line | None = None
    also: Phrases | None = None


class SpeakerEntry(Entry):
    """One of ``speakers`` in speakers.yaml."""

    needed = ("id", "name")
    id: Id | None = None
    name: Name | None = None
    honorific: Name | None = None
    affiliation: Name | None = None
    biography: Text | None = None
    illustrative: Flag | None = None
    also: Phrases | None = None


class PlaceEntry(Entry):
    """One of ``places`` in places.yaml."""

    needed = ("id", "name")
    id: Id | None = None
    type: Annotated[PlaceType, one_of(PlaceType)] | None = None
    name: Name | None = None
    address: Text | None = None
    directions: Text | None = None
    opening_hours: Name | None = None
    coordinates: Point | None = None
    unknown: Flag | None = None
    illustrative: Flag | None = None
    source: Source | None = None
    confirmed: Date | None = None
    also: Phrases | None = None


class FactEntry(Entry):
    """One of ``facts`` in facts/*.yaml."""

    needed = ("id", "question")
    id: Id | None = None
    topic: Annotated[Topic, one_of(Topic)] | None = None
    question: Name | None = None
    also: Phrases | None = None
    answer: Text | None = None
    unknown: Flag | None = None
    illustrative: Flag | None = None
    source: Source | None = None
    confirmed: Date | None = None
    shows: Annotated[Shown, one_of(Shown)] | None = None
    places: Ids | None = None
    see: Ids | None = None


class FileDefaults(Entry):
    """What may stand at the top of a file and holds for all its entries that do not say otherwise."""

    illustrative: Flag | None = None
    topic: Annotated[Topic, one_of(Topic)] | None = None
