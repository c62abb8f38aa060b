"""Everybody who writes to us is known at once, and known again after a restart."""

import asyncio
from dataclasses import replace

from bot.attendees.model import Attendee, Role
from bot.attendees.store import Attendees
from bot.storage.database import Database

ZAINAB = Attendee(7_000_000_001, "ar", "arab", Role.OWNER, reachable=False, muted=True, name="زينب", reminders=False)
OMAR = Attendee(42)


async def test_what_is_saved_is_there_at_once_and_after_a_restart(url: str) -> None:
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    await attendees.save(ZAINAB, OMAR)
    assert attendees.get(ZAINAB.id) == ZAINAB
    await attendees.save(replace(OMAR, role=Role.ORGANIZER))
    assert attendees.get(42) == replace(OMAR, role=Role.ORGANIZER)
    await database.close()

    database = await Database.open(url)
    attendees = await Attendees.load(database)
    assert set(attendees.everyone()) == {ZAINAB, replace(OMAR, role=Role.ORGANIZER)}
    assert len(attendees) == 2
    await database.close()


async def test_two_changes_of_different_fields_at_once_both_hold(url: str) -> None:
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    await attendees.save(OMAR)
    await asyncio.gather(attendees.change([42, 43], reachable=False), attendees.change([42], language="en", muted=True))
    assert attendees.get(42) == replace(OMAR, reachable=False, language="en", muted=True)
    assert list((await Attendees.load(database)).everyone()) == [attendees.get(42)]
    await database.close()


async def test_who_is_forgotten_is_gone(url: str) -> None:
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    await attendees.save(ZAINAB, OMAR)
    await attendees.forget(ZAINAB.id)
    await attendees.forget(12345)
    assert attendees.get(ZAINAB.id) is None
    assert list((await Attendees.load(database)).everyone()) == [OMAR]
    await database.close()


async def test_everyone_is_a_view_that_changes_do_not_disturb(url: str) -> None:
    database = await Database.open(url)
    attendees = await Attendees.load(database)
    await attendees.save(*(Attendee(number) for number in range(1, 6)))
    for attendee in attendees.everyone():
        await attendees.forget(attendee.id)
        await attendees.save(Attendee(attendee.id + 100))
    assert sorted(attendee.id for attendee in attendees.everyone()) == [101, 102, 103, 104, 105]
    await database.close()
