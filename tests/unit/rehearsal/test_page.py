"""The page's server: what it shows, what people do through it, whom it keeps out; it needs nothing from outside."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from starlette.applications import Starlette
from telegram import Bot

from bot.clock import RehearsalClock
from bot.event.current import CurrentEvent
from bot.event.model import Event, EventDay, Session, SessionStatus
from bot.installation import CATALOGS
from bot.rehearsal import people
from bot.rehearsal.pace import Pace, first_morning
from bot.rehearsal.people import ARABIC_ATTENDEE, ENGLISH_ATTENDEE, ORGANIZER
from bot.rehearsal.routes import PAGE, routes
from bot.rehearsal.stage import Stage
from bot.rehearsal.telegram import FakeTelegram
from bot.rehearsal.words import words
from bot.texts import Catalogs, Localized
from tests.serving import serving

ZONE = ZoneInfo("Asia/Baghdad")
MORNING = datetime(2025, 10, 25, 8, 30, tzinfo=ZONE)


def session(name: str, start: datetime, **more: Any) -> Session:
    return Session(name, Localized({"en": name}), start, start + timedelta(hours=1), **more)


def an_event() -> Event:
    sessions = (
        session("cancelled", MORNING + timedelta(minutes=15), status=SessionStatus.CANCELLED),
        session("opening", MORNING + timedelta(minutes=30)),
        session("keynote", MORNING + timedelta(minutes=90)),
    )
    name = Localized({"ar": "مؤتمر", "en": "Sample"})
    days = (EventDay(1, MORNING.date()),)
    return Event("sample", name, name, ZONE, ("ar", "en"), days, sessions={one.id: one for one in sessions})


@pytest.fixture
def stage(fake: FakeTelegram) -> Stage:
    catalogs, event = Catalogs(CATALOGS), CurrentEvent(an_event())
    assert isinstance(fake.clock, RehearsalClock)
    fake.clock.jump(MORNING)
    arabic, english = (catalogs.texts(code, ZONE) for code in ("ar", "en"))
    roles = people.cast(fake, arabic, english, organizer=english)
    return Stage(fake, Pace(fake.clock, event), event, catalogs, roles, "ar")


@pytest.fixture
async def site(stage: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    async with serving(Starlette(routes=routes(stage))) as address, aiohttp.ClientSession(address) as client:
        yield client
        stage.live.close()


async def test_the_stage_shows_people_clock_and_words(site: aiohttp.ClientSession) -> None:
    async with site.get("/rehearsal/stage") as response:
        shown = await response.json()
    names = [(person["id"], person["first_name"], person["organizer"]) for person in shown["people"]]
    assert names == [(ARABIC_ATTENDEE, "زينب", False), (ENGLISH_ATTENDEE, "James", False), (ORGANIZER, "Hayder", True)]
    assert shown["clock"] == {"now": "2025-10-25T05:30:00+00:00", "speed": 1.0, "next": "2025-10-25T05:49:00+00:00"}
    assert [(one["code"], one["name"], one["rtl"]) for one in shown["languages"]] == [
        ("en", "English", False),
        ("ar", "العربية", True),
    ]
    assert shown["words"]["ar"]["send"] == "إرسال"


async def test_what_people_do_reaches_the_bot_and_what_it_answers_reaches_the_page(
    site: aiohttp.ClientSession, bot: Bot
) -> None:
    async with site.get("/rehearsal/live") as live:
        await live.content.readuntil(b"\n\n")
        await site.post(f"/rehearsal/people/{ARABIC_ATTENDEE}/starts", json={"parameter": "session_opening"})
        updates = await bot.get_updates()
        sent = await bot.send_document(ARABIC_ATTENDEE, b"BEGIN:VCALENDAR", filename="جلسة.ics", caption="<b>x</b>")
        await bot.send_chat_action(ARABIC_ATTENDEE, "typing")
        heard = [await event(live) for _ in range(3)]
    assert [update.message and update.message.text for update in updates] == ["/start session_opening"]
    assert [(kind, data["person"]) for kind, data in heard] == [
        ("message", ARABIC_ATTENDEE),
        ("message", ARABIC_ATTENDEE),
        ("action", ARABIC_ATTENDEE),
    ]
    assert heard[2][1]["action"] == "typing"
    assert sent.document is not None
    async with site.get(f"/rehearsal/files/{sent.document.file_id}") as file:
        assert await file.read() == b"BEGIN:VCALENDAR"
        assert file.headers["Content-Disposition"].startswith("attachment")


async def event(live: aiohttp.ClientResponse) -> tuple[str, Any]:
    name, data = (await live.content.readuntil(b"\n\n")).decode().strip().split("\n")
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


async def test_all_that_a_person_can_do(site: aiohttp.ClientSession, bot: Bot) -> None:
    for doing in ("starts", "photo", "sticker", "location", "blocks", "unblocks"):
        async with site.post(f"/rehearsal/people/{ENGLISH_ATTENDEE}/{doing}", json={}) as response:
            assert response.status == 200
    updates = await bot.get_updates(allowed_updates=["message", "my_chat_member"])
    kinds = [update.to_dict()["message"].keys() for update in updates if update.message]
    assert ["photo" in kinds[1], "sticker" in kinds[2], "location" in kinds[3]] == [True, True, True]
    assert [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member] == [
        "kicked",
        "member",
    ]


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        (f"people/{ARABIC_ATTENDEE}/writes", {}, 400),
        (f"people/{ARABIC_ATTENDEE}/writes", {"text": "  "}, 400),
        (f"people/{ARABIC_ATTENDEE}/taps", {"message_id": "x", "data": "y"}, 400),
        (f"people/{ARABIC_ATTENDEE}/flies", {}, 404),
        ("people/77/writes", {"text": "x"}, 404),
        ("clock", {"jump": "yesterday"}, 400),
        ("clock", {"speed": "fast"}, 400),
        ("clock", [1], 400),
    ],
)
async def test_impossible_requests_are_refused(
    site: aiohttp.ClientSession, address: str, body: object, status: int
) -> None:
    async with site.post(f"/rehearsal/{address}", json=body) as response:
        assert response.status == status


async def test_other_sites_are_kept_out(site: aiohttp.ClientSession, stage: Stage) -> None:
    address = f"/rehearsal/people/{ARABIC_ATTENDEE}/writes"
    async with site.post(address, data="text=x", headers={"Content-Type": "text/plain"}) as form:
        assert form.status == 415
    async with site.post(address, json={"text": "x"}, headers={"Host": "evil.example:80"}) as rebound:
        assert rebound.status == 421
    async with site.get("/", headers={"Host": "evil.example"}) as page:
        assert page.status == 421
    assert stage.roles[0].phone.chat.messages == {}


async def test_the_clock_is_moved_from_the_page(site: aiohttp.ClientSession, stage: Stage) -> None:
    stops = []
    for _ in range(5):
        async with site.post("/rehearsal/clock", json={"jump": "next"}) as response:
            stops.append(datetime.fromisoformat((await response.json())["now"]).astimezone(ZONE).strftime("%H:%M"))
    assert stops == ["08:49", "09:00", "09:49", "10:00", "10:00"]
    async with site.post("/rehearsal/clock", json={"jump": "2025-10-25T08:45", "speed": 0}) as response:
        assert (await response.json())["now"] == "2025-10-25T05:45:00+00:00"
    assert stage.pace.clock.speed == 0
    stage.pace.run_at(1e9)
    assert stage.pace.clock.speed == 600


def test_a_rehearsal_begins_on_the_first_morning() -> None:
    assert first_morning(an_event()) == datetime(2025, 10, 25, 8, 15, tzinfo=ZONE).astimezone(UTC)


async def test_a_page_that_does_not_read_is_let_go(stage: Stage) -> None:
    stream = stage.live.stream()
    assert await anext(stream) == b"retry: 500\n\n"
    for number in range(1001):
        stage.live.tell("clock", {"number": number})
    events = [event async for event in stream]
    assert len(events) < 1001
    assert not stage.live._listeners


async def test_closing_ends_a_waiting_page(stage: Stage) -> None:
    stream = stage.live.stream()
    await anext(stream)
    waiting = asyncio.ensure_future(anext(stream, b"ended"))
    await asyncio.sleep(0)
    stage.live.close()
    assert await asyncio.wait_for(waiting, 5) == b"ended"


def test_every_word_that_the_page_says_is_there_and_none_is_idle() -> None:
    page = "\n".join(path.read_text("utf-8") for path in PAGE.iterdir() if path.suffix in (".js", ".html"))
    calls = re.findall(r"(?:\bword|\bsay|#item)\(([^()]*)", page)
    said = {name for call in calls for name in re.findall(r'(?<!=== )"([a-z_]+)"', call)}
    said |= set(re.findall(r'data-(?:word|label|title)="([a-z_]+)"', page))
    there = words(Catalogs(CATALOGS).texts("en", ZONE)).keys()
    assert said == there


def test_the_page_needs_nothing_from_outside() -> None:
    allowed = {"http://www.w3.org/2000/svg", "https://www.openstreetmap.org/", "https://t.me/", "https://"}
    for path in PAGE.iterdir():
        if path.suffix in (".js", ".html", ".css", ".svg"):
            links = re.findall(r"https?://[^\s\"'`$?{]*", path.read_text("utf-8"))
            assert set(links) <= allowed, path.name
