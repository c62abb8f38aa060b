"""Every message about agendas, reminders and changes is fit to be sent and read, also about hostile events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.agenda import choosing, reminding, render
from bot.agenda.choices import Choice
from bot.agenda.missed import Silence
from bot.cards.calendar_file import agenda_file
from bot.event.faults import Fault, Spot, phrase
from bot.event.load import load
from bot.event.model import Event
from bot.installation import CATALOGS, DEMO_EVENT
from bot.notices import render as notices
from bot.notices.model import Notice, Shift, Stage
from bot.outbox.model import Message
from bot.texts import Catalogs, Texts
from bot.texts.localized import Localized
from tests.unit.hostile import events
from tests.unit.judge import judge

CATALOG = Catalogs(CATALOGS)
NOW = datetime(2025, 10, 25, 5, tzinfo=UTC)
SAMPLE = Path(__file__).resolve().parents[2] / "events" / "sample"
LATER = timedelta(hours=3)


def link(parameter: str) -> str:
    return f"https://t.me/daleel_bot?start={parameter}"


def messages(event: Event, texts: Texts) -> Iterator[Message]:
    """One of each kind, about as many sessions as there are."""
    sessions = list(event.sessions.values())
    for page in (1, 2, 99):
        yield render.agenda(event, texts, sessions, page, reminders=page == 1)
        yield choosing.sessions_page(event, texts, sessions, {one.id for one in sessions[::2]}, page)
    for choice in (Choice(), Choice(frozenset({5, 10, 15, 30, 60}), True, True, True, "22-7"), Choice(frozenset())):
        yield choosing.page(texts, choice, reminders=bool(choice.minutes))
    for session in sessions:
        yield reminding.reminder(event, texts, session, session.start - timedelta(minutes=7), sessions, more=True)
    for day in event.days[:3]:
        yield reminding.tomorrow(event, texts, sessions, day.date)
        yield reminding.today(event, texts, sessions, day.date)
        yield reminding.today(event, texts, [], day.date)
    counts = {one.id: number for number, one in enumerate(sessions[:4], 1)}
    yield reminding.missed(event, texts, Silence(NOW, NOW + timedelta(days=2), 1234, counts))
    if sessions:
        yield agenda_file(event, texts, sessions, link=link, now=NOW)
    yield from of_changes(event, texts)


def of_changes(event: Event, texts: Texts) -> Iterator[Message]:
    sessions = list(event.sessions.values())
    moved = [Shift(one.id, one, replace(one, start=one.start + LATER, end=one.end + LATER)) for one in sessions]
    elsewhere = [Shift(one.id, one, replace(one, halls=())) for one in sessions]
    gone, new = [Shift(one.id, one, None) for one in sessions], [Shift(one.id, None, one) for one in sessions]
    clashes = list(pairwise(sessions))
    for found in (moved, elsewhere, gone, new, [*moved[:2], *gone[2:4], *new[4:]]):
        if found:
            yield notices.change(event, texts, found, clashes)
        for stage in Stage:
            for people, leaves in ((0, LATER), (1, LATER), (12_345, -LATER)):
                told = Notice(123_456_789, NOW, NOW + leaves, stage, tuple(found), people)
                yield notices.notice(event, texts, told, NOW)
    spot = Spot("facts/<strange> & long.yaml", 123, 45)
    fault = Fault(spot, phrase("“{key}” cannot be “{value}”.", key="<b>", value="&" * 500), phrase("Remove it."))
    for count in (0, 1, 8, 99):
        yield notices.faults(texts, [fault] * count)


@pytest.mark.parametrize(("language", "digits"), [("en", None), ("ar", None), ("ar", "latn"), ("en", "arab")])
@pytest.mark.parametrize("folder", [DEMO_EVENT, SAMPLE], ids=["demo", "sample"])
def test_every_message_is_fit_to_be_sent(folder: Path, language: str, digits: str | None) -> None:
    event = load(folder)
    texts = CATALOG.texts(language, event.zone, digits)
    for message in messages(event, texts):
        judge(message, texts)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_halls_and_titles_as_long_as_they_may_be_fit(language: str) -> None:
    event = load(DEMO_EVENT)
    long = Localized({"ar": ("قاعة الاحتفالات الكبرى " * 9)[:200], "en": ("The Grand Hall of Ceremonies " * 7)[:200]})
    halls = {id_: replace(hall, name=long) for id_, hall in event.halls.items()}
    sessions = {id_: replace(one, title=long, halls=tuple(halls)) for id_, one in event.sessions.items()}
    event = replace(event, halls=halls, sessions=sessions)
    texts = CATALOG.texts(language, event.zone)
    day = timedelta(days=1)
    moved = [
        Shift(one.id, one, replace(one, start=one.start + day, end=one.end + day, halls=one.halls[::-1]))
        for one in sessions.values()
    ]
    judge(notices.change(event, texts, moved, list(pairwise(sessions.values()))), texts)
    for message in messages(event, texts):
        judge(message, texts)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(event=events())
def test_a_hostile_event_breaks_no_message(event: Event) -> None:
    for language in ("en", "ar"):
        texts = CATALOG.texts(language, ZoneInfo("Asia/Baghdad"))
        for message in messages(event, texts):
            judge(message, texts)
