"""Events as no organizer would write them: markup, bidi controls, emoji, endless texts in any field."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.event.model import (
    Appearance,
    Coordinates,
    Event,
    EventDay,
    Fact,
    Hall,
    Part,
    Place,
    PlaceType,
    PrayerRule,
    Session,
    SessionStatus,
    SessionType,
    Speaker,
    Topic,
    Track,
)
from bot.texts import Localized

LONGEST_ID = "x" * 31
FIRST_DAY = date(2025, 10, 25)
NASTY = (
    "<b>bold", "</blockquote>", "<zz>", "&amp;", "&", "\u202eevil", "\u2067", "\u2069", "\u200f", "٣٤", "12:30–14:00",
    "قاعة", "Hall B", "👩🏽\u200d🔬", "🇮🇶", "\n\n\n", "\t", "e\u0301", "+964 780 123 4567", "https://a.example/?q=<x>&y",
    "\x00", "\ud800", "\u2028", "(", ")", "«", "%", '"', "'", "{name}", "\\n",
)  # fmt: skip

words = st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.characters())
texts = st.one_of(
    st.lists(words, min_size=1, max_size=12).map(" ".join),
    st.tuples(words, st.integers(300, 4000)).map(lambda pair: (pair[0] + " ") * (pair[1] // (len(pair[0]) + 1))),
    st.tuples(words, st.integers(1000, 4000)).map(lambda pair: (pair[0] or "x") * (pair[1] // (len(pair[0]) or 1))),
).map(lambda text: text if visible(text) else "text")
localized = st.dictionaries(st.sampled_from(["ar", "en", "fr"]), texts, min_size=1, max_size=3).map(Localized)
maybe = st.one_of(st.none(), localized)


def visible(text: str) -> bool:
    """The loader takes no text that nobody sees."""
    return any(sign.isalnum() for sign in text)


def ids(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{LONGEST_ID}"[: 32 - len(str(at))] + str(at) for at in range(count)]


@st.composite
def events(draw: st.DrawFn) -> Event:
    count = st.integers(0, 3)
    halls = {
        id_: Hall(
            id_, draw(localized), place=draw(st.sampled_from([None, *ids("p", 2)])), directions=draw(maybe), capacity=1
        )
        for id_ in ids("h", draw(count))
    }
    speakers = {
        id_: Speaker(id_, draw(localized), draw(maybe), draw(maybe), draw(maybe), illustrative=draw(st.booleans()))
        for id_ in ids("s", draw(count))
    }
    tracks = {id_: Track(id_, draw(localized)) for id_ in ids("t", draw(count))}
    places = {id_: draw(a_place(id_)) for id_ in ids("p", draw(count))}
    facts = {id_: draw(a_fact(id_, tuple(places))) for id_ in ids("f", draw(count))}
    sessions = [
        draw(a_session(id_, tuple(halls), tuple(speakers), tuple(tracks))) for id_ in ids("e", draw(st.integers(0, 12)))
    ]
    return Event(
        id="hostile",
        name=draw(localized),
        short_name=draw(localized),
        zone=ZoneInfo("Asia/Baghdad"),
        languages=("ar", "en"),
        days=tuple(
            EventDay(number + 1, FIRST_DAY + timedelta(days=number)) for number in range(draw(st.integers(1, 14)))
        ),
        city=draw(maybe),
        emergency_number=draw(st.sampled_from([None, "911", "<911>"])),
        prayer=draw(st.sampled_from([None, PrayerRule(Coordinates(32.6, 44.0))])),
        venue=next(iter(places), None),
        sessions={each.id: each for each in sorted(sessions, key=lambda each: (each.start, each.id))},
        halls=halls,
        tracks=tracks,
        speakers=speakers,
        places=places,
        facts=facts,
    )


@st.composite
def a_place(draw: st.DrawFn, id_: str) -> Place:
    return Place(
        id_,
        draw(st.sampled_from(PlaceType)),
        draw(localized),
        draw(maybe),
        draw(maybe),
        draw(maybe),
        draw(st.sampled_from([None, Coordinates(32.6, 44.0)])),
        unknown=draw(st.booleans()),
        illustrative=draw(st.booleans()),
        source=draw(st.one_of(st.none(), texts)),
    )


@st.composite
def a_fact(draw: st.DrawFn, id_: str, places: tuple[str, ...]) -> Fact:
    return Fact(
        id_,
        draw(st.sampled_from([Topic.REGISTRATION, Topic.VENUE])),
        draw(localized),
        draw(maybe),
        unknown=draw(st.booleans()),
        source=draw(st.one_of(st.none(), texts)),
        confirmed=draw(st.one_of(st.none(), st.dates())),
        places=places,
        see=(id_, "gone"),
    )


@st.composite
def a_session(
    draw: st.DrawFn, id_: str, halls: tuple[str, ...], speakers: tuple[str, ...], tracks: tuple[str, ...]
) -> Session:
    start = datetime(2025, 10, 25, 6, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 3 * 24 * 60)))
    return Session(
        id_,
        draw(localized),
        start,
        start + timedelta(minutes=draw(st.integers(1, 3000))),
        draw(st.sampled_from(SessionType)),
        halls,
        next(iter(tracks), None),
        tuple(Appearance(speaker, draw(st.sampled_from(Part))) for speaker in speakers),
        draw(maybe),
        ("ar", "tlh"),
        draw(st.sampled_from([None, 1, 11, 200])),
        draw(st.sampled_from(SessionStatus)),
        illustrative=draw(st.booleans()),
    )
