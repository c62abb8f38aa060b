"""The demo event says what is known of the real conference, in both languages, and makes nothing else up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.event.load import load, read
from bot.event.model import Event, Hall, PlaceType, Session, SessionType, Speaker
from bot.texts import Localized

DATA = Path(__file__).resolve().parents[2] / "data"
LANGUAGES = ("ar", "en")
SITE = "isumec.sums.edu.iq"

KNOWN = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("demo_event.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""What is published: the fact, what its Arabic answer must hold, what its English answer must hold."""

# What is not published, by the facts that must say so.
UNKNOWN = {
    "hall and address": ["ven_address", "ven_halls"],
    "programme": ["prog_official"],
    "speakers": ["prog_speakers"],
    "session times": ["prog_hours"],
    "contacts": ["contact_org"],
    "hashtag": ["contact_social"],
    "Wi-Fi": ["wifi"],
    "shuttle": ["shuttle"],
    "hotels": ["stay_hotels", "stay_booking"],
    "invitation letters": ["visa_letter"],
    "CME hours and accreditor": ["cert_hours"],
    "certificate rules": ["cert_attend", "cert_rules", "cert_presenter"],
    "what attendees ask besides": [
        "abs_deadline", "abs_poster_size", "abs_publication", "abs_result", "childcare", "dress_venue", "ev_online",
        "first_aid", "food_diet", "food_meals", "lost_found", "luggage", "park_venue", "pray_where", "reg_badge",
        "reg_companion", "reg_confirm", "reg_deadline", "reg_desk", "reg_discount", "reg_group", "reg_includes",
        "reg_methods", "reg_receipt", "reg_refund", "reg_workshop", "prog_interpretation", "smoking",
    ],
}  # fmt: skip

# Eastern digits, marks of direction, a tatweel that is not the "AH" of a Hijri year.
STRAY = re.compile("[\u0660-\u0669\u06f0-\u06f9\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?<!\u0647)\u0640")

THEMES = {
    "Curriculum Development", "Teaching and Learning", "Student Assessment", "Staff and Program Evaluation",
    "Student Support and Well-being", "Academic Leadership and Management", "Faculty Development",
}  # fmt: skip


@pytest.fixture(scope="module")
def event() -> Event:
    return load(DATA)


def local(session: Session, event: Event) -> tuple[datetime, datetime]:
    return session.start.astimezone(event.zone), session.end.astimezone(event.zone)


def seen(event: Event) -> Iterator[tuple[str, Localized]]:
    """Every visible text of the entries, with where it is."""
    groups: tuple[Mapping[str, Any], ...] = (
        event.sessions, event.halls, event.tracks, event.speakers, event.places, event.facts,
    )  # fmt: skip
    for entry in (entry for group in groups for entry in group.values()):
        for field in fields(entry):
            value = getattr(entry, field.name)
            if isinstance(value, Localized):
                yield f"{entry.id}.{field.name}", value


def figures(text: str) -> set[str]:
    """Those of two digits or more, or with a sign within: smaller ones may be words in one of the languages."""
    return set(re.findall(r"\d+(?:[.,:–]\d+)+|\d{2,}", text))


def test_it_is_without_a_fault_or_a_warning() -> None:
    assert read(DATA).faults == ()


def test_its_settings_are_those_of_the_conference(event: Event) -> None:
    assert event.name.by_language == {
        "ar": "المؤتمر الدولي الأول للتعليم الطبي",
        "en": "1st International Subtain University Medical Education Conference",
    }
    assert set(event.short_name.every()) == {"ISUMEC 2025"}
    assert [day.date for day in event.days] == [date(2025, 10, 25), date(2025, 10, 26), date(2025, 10, 27)]
    assert [f"{day.date:%A}" for day in event.days] == ["Saturday", "Sunday", "Monday"]
    assert (str(event.zone), event.languages, event.emergency_number) == ("Asia/Baghdad", ("ar", "en"), "911")
    assert event.website == f"https://{SITE}"
    assert event.hashtag is None
    assert event.prayer is not None
    rule = event.prayer
    assert (rule.fajr_angle, rule.maghrib_angle, rule.isha_angle) == (16, 4, 14)
    assert (rule.coordinates.latitude, rule.coordinates.longitude) == (32.616389, 44.0325)


@pytest.mark.parametrize(("id_", "arabic", "english"), KNOWN, ids=[row[0] for row in KNOWN])
def test_what_is_published_is_told_in_both_languages(event: Event, id_: str, arabic: str, english: str) -> None:
    fact = event.facts[id_]
    assert not fact.unknown
    assert fact.source
    assert fact.confirmed == date(2026, 11, 24)
    assert fact.answer is not None
    for language, parts in (("ar", arabic), ("en", english)):
        text = fact.answer.in_language(language) or ""
        assert [part for part in parts.split("|") if part not in text] == [], text


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_not_published_is_unknown(event: Event, what: str) -> None:
    assert [id_ for id_ in UNKNOWN[what] if not event.facts[id_].unknown] == []


def test_the_themes_are_the_seven_of_the_call(event: Event) -> None:
    assert {track.name.in_language("en") for track in event.tracks.values()} == THEMES
    answer = event.facts["abs_themes"].answer
    assert answer is not None
    for language in LANGUAGES:
        themes = [track.name.by_language[language] for track in event.tracks.values()]
        assert [theme for theme in themes if theme not in answer.by_language[language]] == []
    assert {session.track for session in event.sessions.values()} >= set(event.tracks)


def test_places_are_where_they_are_and_unknown_ones_nowhere(event: Event) -> None:
    points = {
        place.id: (place.coordinates.latitude, place.coordinates.longitude)
        for place in event.places.values()
        if place.coordinates is not None
    }
    assert points == {
        "karbala": (32.61603, 44.02488),
        "husayn-shrine": (32.616389, 44.0325),
        "najaf-airport": (31.98972, 44.40417),
        "baghdad-airport": (33.2625, 44.2346),
        "karbala-airport": (32.36472, 44.20389),
    }
    assert event.venue is not None
    assert event.places[event.venue].unknown
    unknown = [place for place in event.places.values() if place.unknown]
    assert {place.type for place in unknown} >= {
        PlaceType.VENUE,
        PlaceType.PRAYER_ROOM,
        PlaceType.HOTEL,
        PlaceType.DESK,
    }
    assert [place.id for place in unknown if place.address or place.opening_hours] == []


def test_nothing_of_the_programme_passes_as_real(event: Event) -> None:
    entries: tuple[Session | Hall | Speaker, ...] = (
        *event.sessions.values(),
        *event.halls.values(),
        *event.speakers.values(),
    )
    assert [entry.id for entry in entries if not entry.illustrative] == []


def test_the_programme_is_rich(event: Event) -> None:
    sessions = event.sessions.values()
    assert len(sessions) >= 40
    assert len({hall for session in sessions for hall in session.halls}) >= 4
    assert {session.type for session in sessions} >= {
        SessionType.REGISTRATION, SessionType.OPENING, SessionType.KEYNOTE, SessionType.SYMPOSIUM, SessionType.ORAL,
        SessionType.POSTER, SessionType.WORKSHOP, SessionType.PANEL, SessionType.BREAK, SessionType.MEAL,
        SessionType.CLOSING,
    }  # fmt: skip
    assert {local(session, event)[0].date() for session in sessions} == {day.date for day in event.days}
    assert 28 <= len(event.speakers) <= 40
    assert {person.speaker for session in sessions for person in session.people} == set(event.speakers)


def test_workshops_and_talks_have_the_lengths_of_the_call(event: Event) -> None:
    workshops = [each for each in event.sessions.values() if each.type is SessionType.WORKSHOP]
    assert {each.end - each.start for each in workshops} == {timedelta(hours=3, minutes=30)}
    assert all(each.capacity for each in workshops)
    for session in (each for each in event.sessions.values() if each.type is SessionType.ORAL):
        talks = [person for person in session.people if person.part == "speaker"]
        assert session.end - session.start == timedelta(minutes=15) * len(talks)
        start = local(session, event)[0]
        times = [f"{start + timedelta(minutes=15) * number:%H:%M}" for number in range(len(talks))]
        assert session.abstract is not None
        for text in session.abstract.every():
            assert re.findall(r"^\d\d:\d\d", text, re.MULTILINE) == times


def test_noon_prayer_and_lunch_share_a_slot_every_day(event: Event) -> None:
    noon = [local(each, event) for each in event.sessions.values() if each.type is SessionType.MEAL]
    assert [start.date() for start, _ in noon] == [day.date for day in event.days]
    assert all(start.time() <= time(11, 48) < end.time() for start, end in noon)


def test_no_hall_and_nobody_is_twice_at_one_time(event: Event) -> None:
    for first, second in combinations(event.sessions.values(), 2):
        if first.start < second.end and second.start < first.end:
            assert not set(first.halls) & set(second.halls), (first.id, second.id)
            people = {person.speaker for person in first.people} & {person.speaker for person in second.people}
            assert not people, (first.id, second.id)


def test_every_text_is_in_both_languages_with_the_same_figures(event: Event) -> None:
    for where, text in seen(event):
        assert set(text.by_language) == set(LANGUAGES), where
        arabic, english = (figures(text.by_language[language]) for language in LANGUAGES)
        assert arabic == english, where


def test_no_figure_is_made_up(event: Event) -> None:
    published = figures("\n".join(part for row in KNOWN for part in row))
    for where, text in seen(event):
        if where.endswith((".answer", ".directions", ".address")):
            assert figures("\n".join(text.every())) <= published, where


def test_digits_are_western_and_there_are_no_stray_signs(event: Event) -> None:
    for where, text in seen(event):
        for value in text.every():
            assert not STRAY.search(value), where


def test_old_emergency_numbers_are_not_told(event: Event) -> None:
    for where, text in seen(event):
        assert not any(re.search(r"(?<!\d)(?:104|115|122)(?!\d)", value) for value in text.every()), where


def test_every_fact_has_other_phrasings_that_are_its_own(event: Event) -> None:
    owner: dict[str, str] = {}
    for fact in event.facts.values():
        for language in LANGUAGES:
            assert 4 <= len(fact.also.get(language, ())) <= 8, fact.id
            for phrase in (fact.question.in_language(language) or "", *fact.also[language]):
                assert owner.setdefault(phrase.casefold().strip(" ?؟"), fact.id) == fact.id, phrase
    assert len(event.facts) >= 90
