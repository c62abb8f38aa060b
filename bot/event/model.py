"""The conference as an immutable snapshot: sessions, halls, places, speakers, tracks and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.texts.localized import Localized

ID_PATTERN = r"[a-z0-9_-]{1,32}"


class SessionType(StrEnum):
    """What kind of thing a session is; its name in each language is in the catalogs."""

    OPENING = "opening"
    CLOSING = "closing"
    CEREMONY = "ceremony"
    KEYNOTE = "keynote"
    LECTURE = "lecture"
    SYMPOSIUM = "symposium"
    PANEL = "panel"
    ORAL = "oral"
    POSTER = "poster"
    WORKSHOP = "workshop"
    FORUM = "forum"
    REGISTRATION = "registration"
    BREAK = "break"
    MEAL = "meal"
    PRAYER = "prayer"
    SOCIAL = "social"
    VISIT = "visit"
    OTHER = "other"


class SessionStatus(StrEnum):
    """Whether a session takes place as planned."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """The part that a person plays in a session."""

    SPEAKER = "speaker"
    CHAIR = "chair"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    FACILITATOR = "facilitator"


class PlaceType(StrEnum):
    """What kind of place it is."""

    VENUE = "venue"
    CITY = "city"
    AIRPORT = "airport"
    SHRINE = "shrine"
    HOTEL = "hotel"
    PRAYER_ROOM = "prayer_room"
    DESK = "desk"
    RESTAURANT = "restaurant"
    TRANSPORT = "transport"
    PARKING = "parking"
    OTHER = "other"


class Topic(StrEnum):
    """What a fact is about; /registration and /venue are built from it."""

    GENERAL = "general"
    REGISTRATION = "registration"
    ABSTRACTS = "abstracts"
    PROGRAMME = "programme"
    CERTIFICATES = "certificates"
    VENUE = "venue"
    TRAVEL = "travel"
    STAY = "stay"
    FOOD = "food"
    PRAYER = "prayer"
    SERVICES = "services"
    SAFETY = "safety"
    CONTACT = "contact"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Track:
    """A theme that runs through the programme."""

    id: str
    name: Localized
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Hall:
    """A room in which sessions take place."""

    id: str
    name: Localized
    place: str | None = None
    directions: Localized | None = None
    coordinates: Coordinates | None = None
    capacity: int | None = None
    illustrative: bool = False
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Anywhere that is not a hall: the venue, an airport, a prayer room, a desk."""

    id: str
    type: PlaceType
    name: Localized
    address: Localized | None = None
    directions: Localized | None = None
    opening_hours: Localized | None = None
    coordinates: Coordinates | None = None
    unknown: bool = False
    illustrative: bool = False
    source: Localized | str | None = None
    """By language, or once for all languages, such as a web address."""
    confirmed: date | None = None
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody on stage. ``honorific`` is written before the name (أ.د., Prof.)."""

    id: str
    name: Localized
    honorific: Localized | None = None
    affiliation: Localized | None = None
    biography: Localized | None = None
    illustrative: bool = False
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person's part in one session."""

    speaker: str
    part: Part = Part.SPEAKER


@dataclass(frozen=True, slots=True)
class Session:
    """Anything with a start and an end. Times are aware, in UTC; ``halls``, ``track`` and people are ids."""

    id: str
    title: Localized
    start: datetime
    end: datetime
    type: SessionType = SessionType.OTHER
    halls: tuple[str, ...] = ()
    track: str | None = None
    people: tuple[Appearance, ...] = ()
    abstract: Localized | None = None
    languages: tuple[str, ...] = ()
    capacity: int | None = None
    status: SessionStatus = SessionStatus.PLANNED
    illustrative: bool = False
    source_key: str | None = None
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


class Shown(StrEnum):
    """What a fact's card shows below its answer, computed when it is read."""

    PRAYER_TIMES = "prayer_times"


@dataclass(frozen=True, slots=True)
class Fact:
    """A question with its answer. ``unknown``: asked for, but not announced yet (``answer`` may add what is known)."""

    id: str
    topic: Topic
    question: Localized
    answer: Localized | None
    unknown: bool = False
    illustrative: bool = False
    source: Localized | str | None = None
    """By language, or once for all languages, such as a web address."""
    confirmed: date | None = None
    shows: Shown | None = None
    places: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class PrayerRule:
    """How prayer times are computed: angles in degrees below the horizon; ``typed`` times win over computed ones."""

    coordinates: Coordinates
    method: str = "jafari"
    fajr_angle: float = 16.0
    maghrib_angle: float | None = 4.0
    isha_angle: float = 14.0
    asr_shadow: int = 1
    typed: Mapping[date, Mapping[str, time]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class EventDay:
    """One day of the event: its number from 1 and its date in the event's zone (a day may run past midnight)."""

    number: int
    date: date


@dataclass(frozen=True, slots=True)
class Event:
    """The whole conference. Mappings keep the order of the files; sessions are ordered by start, hall and id."""

    id: str
    name: Localized
    short_name: Localized
    zone: ZoneInfo
    languages: tuple[str, ...]
    days: tuple[EventDay, ...]
    city: Localized | None = None
    organizer: Localized | None = None
    website: str | None = None
    hashtag: str | None = None
    day_change: time = time(4, 0)
    hijri_offset: int = 0
    prayer: PrayerRule | None = None
    emergency_number: str | None = None
    venue: str | None = None
    digits: Mapping[str, str] = field(default_factory=dict, hash=False)
    sessions: Mapping[str, Session] = field(default_factory=dict, hash=False)
    halls: Mapping[str, Hall] = field(default_factory=dict, hash=False)
    tracks: Mapping[str, Track] = field(default_factory=dict, hash=False)
    speakers: Mapping[str, Speaker] = field(default_factory=dict, hash=False)
    places: Mapping[str, Place] = field(default_factory=dict, hash=False)
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)
