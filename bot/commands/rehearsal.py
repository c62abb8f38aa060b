"""Puts a rehearsal together: the real application, the fake Telegram, and the page or the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.app import Running, start
from bot.clock import RehearsalClock
from bot.installation import CATALOGS
from bot.logs import configure
from bot.memory import settle
from bot.prepared import Prepared
from bot.rehearsal import people
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.host import address, present
from bot.rehearsal.pace import Pace
from bot.rehearsal.people import Role
from bot.rehearsal.plain import as_plain
from bot.rehearsal.stage import Stage
from bot.rehearsal.telegram import FakeRequest, FakeTelegram
from bot.rehearsal.telegram.chats import Standing
from bot.rehearsal.terminal import Terminal, lines_of
from bot.settings import Settings
from bot.storage.errors import DatabaseFault
from bot.texts import Catalogs, Texts

OK, UNAVAILABLE = 0, 69
_BRISK = 50
"""Messages a second to one chat: on the page nobody waits as Telegram would make them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for on the command line. Without a ``listener`` the chat is over stdin and stdout."""

    folder: Path
    zone: ZoneInfo
    language: str
    at: datetime
    """When it begins; without a zone, in the event's."""
    speed: float
    database: Path
    attendees: int = 0
    organizer: bool = False
    listener: socket.socket | None = None
    browser: bool = True
    prepared: Prepared | None = None
    """The event and its engine, being made ready."""


async def rehearse(plan: Plan) -> int:
    """Start everything, rehearse until told to stop, stop everything; the exit code."""
    configure("auto", "warning")
    zone, kept = plan.zone, plan.database.exists()
    clock = RehearsalClock(plan.at if plan.at.tzinfo else plan.at.replace(tzinfo=zone), plan.speed)
    # Ids that rise from run to run: a kept database knows those of earlier ones.
    fake = FakeTelegram(clock=clock, first_update=int(time.time()))
    catalogs = Catalogs(CATALOGS)
    speak = {code: catalogs.texts(code, zone) for code in ("ar", "en", plan.language)}
    roles = people.cast(fake, speak["ar"], speak["en"], organizer=speak[plan.language])
    if kept:
        for role in roles:
            role.phone.chat.standing = Standing.OPEN
    try:
        running = await start(
            _settings(plan, fake), clock=clock, request=FakeRequest(fake), catalogs=catalogs, prepared=plan.prepared
        )
    except DatabaseFault as fault:
        print(fault, file=sys.stderr)
        return UNAVAILABLE
    try:
        await running.idle()
        settle()
        crowd = Crowd(fake, running.house.event, plan.attendees) if plan.attendees else None
        pace = Pace(clock, running.house.event)
        stage = Stage(fake, pace, running.house.event, catalogs, roles, plan.language, crowd)
        async with _beside(stage):
            await _perform(plan, stage, running, speak[plan.language])
    finally:
        await running.stop()
    return OK


@contextlib.asynccontextmanager
async def _beside(stage: Stage) -> AsyncIterator[None]:
    """What the simulated attendees do meanwhile."""
    lives = [] if stage.crowd is None else [asyncio.create_task(stage.crowd.live()), asyncio.create_task(stage.count())]
    try:
        yield
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)


def _settings(plan: Plan, fake: FakeTelegram) -> Settings:
    return Settings(
        token=fake.token,
        event=plan.folder,
        database_url=f"sqlite+aiosqlite:///{plan.database}",
        organizers=frozenset({people.ORGANIZER}),
        rate_chat=_BRISK,
        rate_chat_burst=_BRISK,
    )


async def _perform(plan: Plan, stage: Stage, running: Running, texts: Texts) -> None:
    told = _told_to_stop()
    if plan.listener is not None:
        _tell(texts.say("The page is open at {address}", address=address(plan.listener)), sys.stdout)
        _tell(_clock_shown(stage.pace, texts), sys.stdout)
        await present(stage, plan.listener, told, browser=plan.browser)
        return
    if sys.stdin.isatty():
        hint = texts.say("Write to the bot; a number taps the button that has it. Ctrl-D ends the rehearsal.")
        _tell(hint, sys.stderr)  # what is said on stdout is the bot's alone
    chat = asyncio.create_task(_chat(stage, talker_of(plan, stage.roles), running))
    stopping = asyncio.create_task(told.wait())
    await asyncio.wait((chat, stopping), return_when=asyncio.FIRST_COMPLETED)
    for task in (chat, stopping):
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await chat


def _clock_shown(pace: Pace, texts: Texts) -> Markup:
    now = texts.local(pace.clock.now())
    return texts.say(
        "The clock of the event shows {time} on {day}. Ctrl-C ends the rehearsal.",
        time=texts.time(now),
        day=texts.full_date(now.date()),
    )


def _tell(line: Markup, to: TextIO) -> None:
    print(as_plain(Texts.plain(line)), file=to, flush=True)


async def _chat(stage: Stage, role: Role, running: Running) -> None:
    async def settled() -> None:
        await stage.fake.world.updates.all_confirmed()
        await running.idle()

    await Terminal(role.phone, sys.stdout).converse(lines_of(sys.stdin), settled)


def talker_of(plan: Plan, roles: tuple[Role, ...]) -> Role:
    """Who talks over stdin: the organizer, or the attendee who speaks the language."""
    for role in roles:
        if role.organizer is plan.organizer and (role.organizer or role.person.language_code == plan.language):
            return role
    return roles[0]


def _told_to_stop() -> asyncio.Event:
    told = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt ends it
            asyncio.get_running_loop().add_signal_handler(name, told.set)
    return told
