"""The bot when Telegram delivers to it: over real sockets, in both languages, nothing lost, nothing answered twice."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from bot.chat import webhook as webhook_module
from bot.chat.webhook import secret_of
from bot.commands.run import _in_words
from bot.rehearsal.telegram.courier import Courier
from bot.rehearsal.telegram.fake import TOKEN
from bot.rehearsal.telegram.faults import Slow, too_many
from bot.rehearsal.telegram.world import Webhook
from bot.settings import Listen, Settings
from bot.storage.errors import DatabaseBroken
from bot.storage.inbox import Inbox, Settled, Stored
from bot.web import receiving as receiving_module
from tests.databases import on_files
from tests.story import Story, telling

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = secret_of(TOKEN)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def pushed(port: int) -> dict[str, Any]:
    """The settings of a webhook."""
    return {"webhook_url": f"http://127.0.0.1:{port}/telegram", "listen": Listen("127.0.0.1", port)}


@asynccontextmanager
async def delivering(story: Story) -> AsyncIterator[None]:
    """Telegram's side that posts."""
    running = asyncio.ensure_future(Courier(story.fake, retry_seconds=0.02).run())
    yield
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def story(tmp_path: Path, migrated: Path, port: int) -> AsyncIterator[Story]:
    """The demo event, served by webhook."""
    settings = pushed(port)
    async with telling(tmp_path / "story.db", migrated=migrated, **settings) as told, delivering(told):
        yield told


async def post(story: Story, body: Any, headers: dict[str, str] | None = None) -> aiohttp.ClientResponse:
    """One post as anybody can make it."""
    data = BytesIO(body if isinstance(body, bytes) else orjson.dumps(body))
    sent = {HEADER: SECRET} if headers is None else headers
    url = story.settings.webhook_url or ""
    async with aiohttp.ClientSession() as session, session.post(url, data=data, headers=sent) as response:
        await response.read()
        return response


def update(number: int, chat: int = 501, text: str = "/help") -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Zainab", "language_code": "ar"}
    about = {"message_id": number, "date": 1_761_370_000, "from": person, "chat": {"id": chat, "type": "private"}}
    return {"update_id": number, "message": {**about, "text": text}}


async def test_it_answers_in_both_languages(story: Story) -> None:
    zainab, james = story.attendee("Zainab", language="ar"), story.attendee("James")
    assert "الجدول" in (await zainab.sends("/help")).text
    assert "/schedule" in (await james.sends("/help")).text
    await james.sends("/schedule")
    assert story.fake.world.webhook is not None
    assert len(story.fake.world.updates) == 0


async def test_an_update_that_is_delivered_again_is_answered_once(story: Story) -> None:
    zainab = story.attendee("Zainab", language="ar")
    await zainab.sends("/help")
    answers = len(zainab.received)
    again = {"message_id": 1, "date": 1, "chat": {"id": zainab.id, "type": "private"}, "text": "/help"}
    person = {"id": zainab.id, "is_bot": False, "first_name": "Zainab"}
    body = {"update_id": story.fake.first_update, "message": {**again, "from": person}}
    assert (await post(story, body)).status == 200
    await story.settles()
    assert len(zainab.received) == answers
    await story.restarts()
    assert (await post(story, body)).status == 200
    await story.settles()
    assert len(zainab.received) == answers


async def test_without_the_secret_nothing_is_taken_and_nothing_of_it_logged(story: Story) -> None:
    given = [{}, {HEADER: "guessed"}, {HEADER: SECRET[:-1]}, {HEADER: ""}, {HEADER: "é"}]
    statuses = [(await post(story, update(1, text="my diagnosis"), headers)).status for headers in given]
    assert statuses == [401, 403, 403, 403, 403]
    await story.settles()
    assert await story.running.house.inbox.tally() == {}
    assert "was refused" in str(story.logged)
    assert "diagnosis" not in str(story.logged)
    assert "guessed" not in str(story.logged)


BODIES: tuple[tuple[Any, int], ...] = (
    (b"", 400),
    (b"not JSON", 400),
    (b"[" * 100_000, 400),
    (b"[]", 400),
    (b'"update_id"', 400),
    ({"message": {}}, 400),
    ({"update_id": "7"}, 400),
    ({"update_id": True}, 400),
    ({"update_id": -1}, 400),
    ({"update_id": 1 << 63}, 400),
    ({"update_id": 7, "message": {"chat": 5}}, 400),
    ({"update_id": 7, "message": {"chat": {"id": "me"}}}, 400),
    (b"x" * (receiving_module.LARGEST + 1), 413),
    ({"update_id": 7}, 200),
    ({"update_id": 8, "novelty": {"of": "theirs"}}, 200),
)


async def test_what_is_no_update_is_told_so_and_does_no_harm(story: Story) -> None:
    assert [(await post(story, body)).status for body, _ in BODIES] == [status for _, status in BODIES]
    assert "/schedule" in (await story.attendee("James").sends("/help")).text


async def test_a_body_that_does_not_tell_its_size_is_limited_too(story: Story) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * (1 << 16)

    url = story.settings.webhook_url or ""
    with suppress(aiohttp.ClientConnectionError):  # the rest of it is not waited for
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=endless(), headers={HEADER: SECRET}) as response,
        ):
            assert response.status == 413
    assert await story.running.house.inbox.tally() == {}


@pytest.mark.usefixtures("story")
async def test_only_posts_to_its_own_path_are_taken(port: int) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/telegram") as response:
            assert response.status == 405
        async with session.post(f"http://127.0.0.1:{port}/elsewhere", headers={HEADER: SECRET}) as response:
            assert response.status == 404


async def test_posts_that_come_together_are_stored_together_before_they_are_answered(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[int] = []
    record = Inbox.record

    async def counted(self: Inbox, arrived: Sequence[Stored], settled: Sequence[Settled]) -> None:
        await record(self, arrived, settled)
        if arrived:
            batches.append(len(arrived))

    monkeypatch.setattr(Inbox, "record", counted)
    url = story.settings.webhook_url or ""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:

        async def one(number: int) -> None:
            body = orjson.dumps(update(number, chat=number))
            async with session.post(url, data=body, headers={HEADER: SECRET}) as response:
                assert response.status == 200
            assert sum(batches) >= 1, "answered 200 before anything was stored"

        await asyncio.gather(*(one(number) for number in range(1, 401)))
    # What was answered while a slow disk still stored those before it needs no storing any more, only its mark.
    assert 200 <= sum(batches) <= 400
    assert len(batches) <= 200, "less than half as many transactions as posts"
    await story.settles()
    assert sum((await story.running.house.inbox.tally()).values()) == 400


async def test_too_many_are_sent_back_and_delivered_later(
    story: Story, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving_module, "FULL", 3)
    people = [story.attendee(f"P{number}", language=("ar", "en")[number % 2]) for number in range(30)]
    story.fake.faults.plan(Slow(0.2), method="sendMessage", times=5)
    for person in people:
        person.phone.writes("/help")
    await story.until(lambda: len(story.running.intake) >= 3)
    refused = await post(story, update(1, chat=77))
    assert (refused.status, refused.headers["Retry-After"]) == (503, "3")
    await story.settles()
    assert [len(person.received) for person in people] == [1] * 30
    page = await get(port, "/metrics")
    assert re.search(r'daleel_webhook_posts_total\{status="503"} [1-9]', page)
    assert "daleel_updates_waiting 0" in page


@on_files
async def test_what_cannot_be_stored_in_time_is_asked_for_again_and_answered_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving_module, "PATIENCE", 0.1)
    zainab = story.attendee("Zainab", language="ar")
    await zainab.sends("/help")
    story.fake.faults.plan(Slow(0.5), method="sendMessage")
    body = update(1, chat=zainab.id)
    with closing(sqlite3.connect(story.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert (await post(story, body)).status == 503
        other.execute("ROLLBACK")
    await story.until(lambda: len(story.running.intake) == 0)
    assert (await post(story, body)).status == 200
    await story.settles()
    assert len(zainab.received) == 2


async def test_going_from_fetching_to_the_webhook_and_back_loses_nothing(
    tmp_path: Path, migrated: Path, port: int
) -> None:
    webhook = pushed(port)
    async with telling(tmp_path / "story.db", migrated=migrated) as story:
        people = [story.attendee("Zainab", language="ar"), story.attendee("James")]
        sent = kills = 0
        for ways in (webhook, {"webhook_url": None}, webhook):
            for stop in (story.running.stop, story.is_killed):
                async with delivering(story):
                    for person in people:
                        person.phone.writes("/help")
                    await asyncio.sleep(0.01)  # some are under way when it ends
                await stop()
                for person in people:
                    person.phone.writes("/language")
                story.settings = replace(story.settings, **ways)
                async with delivering(story):
                    await story.comes_back()
                sent, kills = sent + 1, kills + (stop == story.is_killed)
                for person in people:
                    answers = Counter(seen.text for seen in person.received)
                    assert len(answers) == 2
                    # A kill may come between an answer and its mark: then it is given twice, never not at all.
                    assert all(sent <= count <= sent + kills for count in answers.values())
        assert len(story.fake.world.updates) == 0


async def test_at_its_stop_it_takes_its_own_webhook_away_and_no_other(story: Story) -> None:
    await story.running.stop()
    assert story.fake.world.webhook is None
    await story.comes_back()
    assert story.fake.world.webhook is not None
    story.fake.world.webhook = others = Webhook("https://elsewhere.example/bot", "", 40)
    await story.running.stop()
    assert story.fake.world.webhook is others
    await story.comes_back()
    assert story.fake.world.webhook.url == story.settings.webhook_url


async def test_a_webhook_that_another_changed_is_set_again_and_what_telegram_says_is_told(
    tmp_path: Path, migrated: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_module, "CHECKED_EVERY", 0.02)
    settings = pushed(port)
    async with telling(tmp_path / "story.db", migrated=migrated, **settings) as story:
        ours = story.fake.world.webhook
        assert ours is not None
        story.fake.world.webhook = None
        await story.until(lambda: story.fake.world.webhook == ours)
        story.fake.world.webhook = replace(ours, last_error="Wrong response: 502", last_error_at=1)
        await story.until(lambda: "Wrong response: 502" in str(story.logged))


@pytest.mark.usefixtures("story")
async def test_it_is_well_and_says_so(port: int) -> None:
    assert json.loads(await get(port, "/healthz")) == {"status": "ok", "reasons": []}


async def test_what_has_stopped_is_told(story: Story, port: int) -> None:
    await story.running.courier.stop()
    assert json.loads(await get(port, "/healthz", 503)) == {
        "status": "failing",
        "reasons": ["the delivery has stopped"],
    }
    await story.restarts()


async def test_a_database_that_does_not_answer_is_told(story: Story, port: int) -> None:
    def refuse() -> None:
        raise DatabaseBroken("The database /home/bot/daleel.db is damaged")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(story.running.house.database), "read", lambda _: refuse())
        health, page = await get(port, "/healthz", 503), await get(port, "/metrics")
    assert json.loads(health)["reasons"] == ["the database does not answer: DatabaseBroken"]
    assert "daleel_database_up 0" in page
    assert "daleel_database_up 1" in await get(port, "/metrics")


async def test_metrics_count_what_happens_and_tell_nothing_about_anybody(
    tmp_path: Path, migrated: Path, port: int
) -> None:
    """Also where updates are fetched."""
    listen = Listen("127.0.0.1", port)
    async with telling(tmp_path / "story.db", migrated=migrated, listen=listen) as story:
        zainab, james = story.attendee("Zainab", language="ar"), story.attendee("James")
        await zainab.sends("/help")
        story.fake.faults.plan(too_many(1), method="sendMessage")
        await james.starts("session_d1-opening")
        await james.taps("☆")
        await story.is_at("2025-10-25T08:50")
        await story.passes(minutes=1)
        page = await get(port, "/metrics")
    values = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert values['daleel_updates_total{result="answered"}'] == "3"
    assert values['daleel_updates_total{result="failed"}'] == "0"
    assert values["daleel_answer_seconds_count"] == "3"
    assert values['daleel_answer_seconds_bucket{le="+Inf"}'] == "3"
    assert values["daleel_too_many_requests_total"] == "1"
    assert values['daleel_attendees{reachable="yes"}'] == "2"
    assert values['daleel_gate_waiting{lane="reminder"}'] == "0"
    assert values['daleel_outbox_lines{lane="reminder",state="sent"}'] == "1"
    assert values["daleel_reminder_lateness_seconds_count"] == "1"
    assert values['daleel_reminder_lateness_seconds_bucket{le="1"}'] == "1"
    assert values['daleel_inbox_updates{state="done"}'] == "3"
    for kind in ("histogram", "gauge", "counter"):
        assert f" {kind}\n" in page
    names = [line.split()[2] for line in page.splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names))
    for private in ("Zainab", "James", str(zainab.id), str(james.id), "d1-opening"):
        assert private not in page


async def get(port: int, path: str, status: int = 200) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        assert response.status == status
        return await response.text()


@pytest.mark.slow
@on_files
async def test_what_prevents_it_is_one_line_and_an_exit_code(tmp_path: Path, port: int) -> None:
    async def prevented(**settings: Any) -> tuple[str, int | None]:
        with pytest.raises(Exception) as raised:  # noqa: PT011  each kind has its line
            async with telling(tmp_path / "story.db", **settings):
                raise AssertionError("it started")
        return _in_words(raised.value, Settings())

    line, code = await prevented(webhook_url="http://elsewhere.example/", listen=Listen("127.0.0.1", port))
    assert code == 78
    assert line.startswith("Telegram does not take DALEEL_WEBHOOK_URL: ")
    assert "https" in line
    with socket.create_server(("127.0.0.1", port)):
        line, code = await prevented(listen=Listen("127.0.0.1", port))
    assert code == 75
    assert line.startswith(f"DALEEL_LISTEN: nobody can listen on 127.0.0.1:{port} (")
    line, code = await prevented(listen=Listen("nobody.invalid", port))
    assert code == 78
    async with telling(tmp_path / "story.db") as story:
        line, code = await prevented(wait=0.0)
        assert code == 75
        assert "another running Daleel" in line
        assert "/help" in (await story.attendee("James").sends("/help")).text
