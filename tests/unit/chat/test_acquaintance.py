"""Newcomers are stored together, nobody waits for it, and what they chose meanwhile is not undone."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.chat.acquaintance import Acquaintance
from bot.chat.voices import Voices
from bot.event.load import load
from bot.event.model import Event
from bot.installation import CATALOGS
from bot.storage.database import Database
from bot.texts import Catalogs
from tests.processes import SAMPLE

ZAINAB = {"id": 501, "is_bot": False, "first_name": "Zainab", "language_code": "ar"}
JAMES = {"id": 502, "is_bot": False, "first_name": "James", "language_code": "en-GB"}


@pytest.fixture(scope="module")
def event() -> Event:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def voices() -> Voices:
    return Voices(Catalogs(CATALOGS))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/bot.db", patience=0.05)
    yield database
    await database.close()


async def test_a_newcomer_is_known_at_once_and_stored_soon(database: Database, voices: Voices, event: Event) -> None:
    people = Acquaintance(await Attendees.load(database), voices)
    zainab, james = await people.meet(ZAINAB, event), await people.meet(JAMES, event)
    assert people.known(ZAINAB) is zainab
    assert await people.meet(ZAINAB, event) is zainab
    await people.stored(zainab)
    await people.stored(james)
    kept = await Attendees.load(database)
    assert kept.get(501) == zainab == Attendee(501, "ar", name="Zainab")
    assert kept.get(502) == james == Attendee(502, "en", name="James")


async def test_what_a_newcomer_chose_meanwhile_stays(database: Database, voices: Voices, event: Event) -> None:
    attendees = await Attendees.load(database)
    people = Acquaintance(attendees, voices)
    async with database.write():  # the writer is busy: all of it queues up
        zainab = await people.meet(ZAINAB, event)
        choosing = asyncio.ensure_future(attendees.save(replace(zainab, language="en")))
        await people.stored(zainab, 0.01)
    await choosing
    await people.stored(zainab)
    assert attendees.get(501) == replace(zainab, language="en")
    assert (await Attendees.load(database)).get(501) == replace(zainab, language="en")


async def test_a_locked_database_delays_nobody_and_a_newcomer_is_met_again(
    database: Database, voices: Voices, event: Event, tmp_path: Path
) -> None:
    people = Acquaintance(await Attendees.load(database), voices)
    with sqlite3.connect(tmp_path / "bot.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        zainab = await people.meet(ZAINAB, event)
        async with asyncio.timeout(0.04):
            await people.stored(zainab, 0.01)
        await people.stored(zainab)
        assert people.known(ZAINAB) is None
        other.execute("ROLLBACK")
    other.close()
    await people.stored(await people.meet(ZAINAB, event))
    assert (await Attendees.load(database)).get(501) == zainab


async def test_who_was_unreachable_is_reachable_again_and_keeps_everything_else(
    database: Database, voices: Voices, event: Event
) -> None:
    attendees = await Attendees.load(database)
    chosen = Attendee(501, language="en", digits="arab", reachable=False, muted=True, name="Zainab")
    await attendees.save(chosen, Attendee(502, reachable=False))
    people = Acquaintance(attendees, voices)
    assert await people.meet(ZAINAB, event) == replace(chosen, reachable=True)
    assert await people.meet(JAMES, event) == Attendee(502, "en", name="James")
    await people.set_reachable(501, reachable=False)
    await people.set_reachable(999, reachable=False)
    assert (await Attendees.load(database)).get(501) == chosen
    assert attendees.get(999) is None
