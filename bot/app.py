"""The composition root: the one place that knows every part, starts them in order and stops them in reverse."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog

from bot.agenda.store import Choices, Stars
from bot.answers.engine import Engine
from bot.answers.engines import Engines
from bot.attendees.store import Attendees
from bot.chat.acquaintance import Acquaintance
from bot.chat.application import Account, Way
from bot.chat.dispatch import Dispatch
from bot.chat.intake import Intake
from bot.chat.menu import Menu
from bot.chat.replies import Replies
from bot.chat.routes import Routes, add
from bot.chat.sender import Sender
from bot.chat.voices import Voices
from bot.clock import Clock, watch
from bot.event.current import CurrentEvent
from bot.event.lexicon import load_lexicon
from bot.event.load import load
from bot.event.watch import Watch, stamp
from bot.feature import Feature
from bot.house import House, joined
from bot.installation import CATALOGS
from bot.organizers.flow import Staff
from bot.organizers.store import Organizers
from bot.outbox.carry import Carrier
from bot.outbox.deliver import Courier
from bot.outbox.gate import Gate
from bot.outbox.limits import PAID_RATE, Limits
from bot.outbox.model import Renderer
from bot.outbox.purge import purging
from bot.outbox.store import Outbox
from bot.prepared import Prepared
from bot.prepared.edited import Edited
from bot.semantic import reranker, understanding
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.lease import take
from bot.texts import Catalogs
from bot.timers import Timers
from bot.web.entrance import Entrance

log = structlog.get_logger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    house: House
    features: tuple[Feature, ...]
    intake: Intake
    timers: Timers
    courier: Courier
    entrance: asyncio.Task[None]
    lease: asyncio.Task[None]
    greeting: asyncio.Task[None]
    _stack: AsyncExitStack

    @property
    def address(self) -> str:
        """Where people find the bot."""
        return self.house.account.link()

    async def owner_link(self) -> str | None:
        """A link that makes whoever opens it first the owner; None when there is an owner."""
        secret = await self.house.staff.owner_secret(self.house.clock.now())
        return None if secret is None else self.house.account.link(f"owner_{secret}")

    async def ended(self) -> None:
        """Wait until somebody asks for the database (to restore it). Raises what makes it impossible to go on."""
        ended, _ = await asyncio.wait((self.entrance, self.lease), return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()

    async def idle(self) -> None:
        """Wait until every update that was taken is answered and marked, and nothing that is due is unsent."""
        await asyncio.wait((self.greeting,))
        while True:
            await self.intake.idle()
            await self.timers.idle()
            await self.courier.idle()
            if not len(self.intake):
                return

    async def stop(self) -> None:
        """Take in nothing more, let what is under way end, and close everything in reverse order."""
        await self._stack.aclose()


async def start(
    settings: Settings,
    *,
    clock: Clock,
    request: Way | None = None,
    catalogs: Catalogs | None = None,
    prepared: Prepared | None = None,
) -> Running:
    """Start the whole bot; ``request``: another way to Telegram (a rehearsal's); ``prepared``: being made ready beside.

    Raises ``EventFaults``, ``CatalogFaults``, ``DatabaseFault``, ``TokenRefused``, ``TelegramUnreachable``,
    ``WebhookRefused`` and ``ListenFault``; then nothing runs.
    """
    async with AsyncExitStack() as stack:
        known = await _answering(settings, prepared, stack)
        house = await _house(settings, (clock, request), catalogs or Catalogs(CATALOGS), known, stack)
        features = joined(house)
        sender = Sender(house.account.bot)
        gate = Gate(sender.send, _limits(settings))
        courier = _courier(house, features, gate)
        await courier.start()
        stack.push_async_callback(courier.stop)
        for resume in (feature.resume for feature in features if feature.resume is not None):
            await resume()
        timers = _timers(house, features)
        await timers.start()
        stack.push_async_callback(timers.stop)
        for work in (feature.work for feature in features if feature.work is not None):
            _task(work(), stack)
        _task(purging(house.outbox, clock), stack)
        menu = _menu(house, features)
        intake = _intake(house, features, gate, sender, menu)
        await intake.start()
        stack.push_async_callback(intake.stop)
        entrance = Entrance(house, intake, courier, timers, gate)
        await entrance.open(stack)
        coming, leased = _task(entrance.run(), stack), _task(house.lease.ended(), stack)
        _task(_follow(house, menu), stack)
        greeting = _task(menu.show(house.event.event, house.staff.members()), stack)
        return Running(house, features, intake, timers, courier, coming, leased, greeting, stack.pop_all())


async def _house(
    settings: Settings,
    world: tuple[Clock, Way | None],
    catalogs: Catalogs,
    known: tuple[CurrentEvent, Engines, Watch],
    stack: AsyncExitStack,
) -> House:
    clock, request = world
    event, engines, files = known
    _task(watch(clock), stack)
    lease = await take(settings.database_url, wait=settings.wait)
    stack.push_async_callback(lease.release)
    database = await Database.open(settings.database_url)
    stack.push_async_callback(database.close)
    account = await Account.connect(settings.token or "", settings.api_url, request)
    stack.push_async_callback(account.close)
    attendees = await Attendees.load(database)
    return House(
        settings,
        clock,
        account,
        lease,
        database,
        event,
        catalogs,
        Voices(catalogs, settings.language),
        attendees,
        Outbox(database),
        Inbox(database),
        Staff(Organizers(database), attendees, settings.organizers),
        await Stars.load(database),
        await Choices.load(database),
        engines,
        files,
        understanding(settings, lambda: engines.of(event.event), event.on_swap),
        reranker(settings),
    )


async def _answering(
    settings: Settings, prepared: Prepared | None, stack: AsyncExitStack
) -> tuple[CurrentEvent, Engines, Watch]:
    """The event in force, its engine or the promise of it, and the watch over its files since before they were read."""
    if prepared is not None:
        stack.callback(prepared.close)
        known = await asyncio.to_thread(prepared.read)
        if known is not None:
            coming = _task(_engine(prepared), stack)
            event, lexicon = known
            engines = Engines(lexicon)
            engines.coming = lambda: asyncio.shield(coming)
            current, edited = CurrentEvent(event), Edited(engines, settings.cache)
            stack.callback(edited.close)
            return current, engines, Watch(settings.event, current, prepared.in_force, edited.prepare, edited.read)
        _tell_trouble(prepared)
    in_force = stamp(settings.event)
    event = await asyncio.to_thread(load, settings.event)
    engines = Engines(await asyncio.to_thread(load_lexicon, settings.event))
    await asyncio.to_thread(engines.prepare, event)
    current = CurrentEvent(event)
    return current, engines, Watch(settings.event, current, in_force, engines.prepare)


async def _engine(prepared: Prepared) -> Engine | None:
    engine = await asyncio.to_thread(prepared.engine)
    _tell_trouble(prepared)
    return engine


def _tell_trouble(prepared: Prepared) -> None:
    if prepared.trouble is not None:
        log.warning("the event was made ready here: a start takes longer so", why=prepared.trouble)


def _timers(house: House, features: Iterable[Feature]) -> Timers:
    timers = Timers(house.clock, house.event, [each.moments for each in features if each.moments is not None])
    house.watch.on_coming(timers.foresee)
    return timers


def _courier(house: House, features: Iterable[Feature], gate: Gate) -> Courier:
    carrier = Carrier(
        gate=gate,
        held=house.outbox.held,
        attendees=house.attendees,
        renderers=_renderers(features),
        clock=house.clock,
        current=house.event,
        speak=house.voices.of,
    )
    courier = Courier(house.outbox, house.attendees, house.clock, carrier)
    for settled in (feature.settled for feature in features if feature.settled is not None):
        courier.on_settled(settled)
    return courier


def _renderers(features: Iterable[Feature]) -> dict[str, Renderer]:
    renderers: dict[str, Renderer] = {}
    for feature in features:
        for kind, renderer in feature.renderers.items():
            add(renderers, kind, renderer, f"a line of kind {kind!r}")
    return renderers


def _intake(house: House, features: tuple[Feature, ...], gate: Gate, sender: Sender, menu: Menu) -> Intake:
    dispatch: Dispatch

    async def unreachable(chat_id: int) -> None:
        await dispatch.unreachable(chat_id)

    dispatch = Dispatch(
        Routes.of(features, house.catalogs.words),
        house.attendees,
        Acquaintance(house.attendees, house.voices),
        house.event,
        house.voices,
        house.clock,
        Replies(gate, sender.answer_tap, sender.answer_inline, unreachable),
        house.account.username,
        menu.show_to,
    )
    return Intake(house.inbox, house.clock, dispatch, width=house.settings.parallel)


async def _follow(house: House, menu: Menu) -> None:
    """Show those who were removed as organizers an attendee's commands again, before they write."""
    while True:
        await menu.show_to(await house.staff.left.get(), house.event.event)


def _menu(house: House, features: Iterable[Feature]) -> Menu:
    commands = tuple(command for feature in features for command in feature.commands)
    spoken = tuple(one for one in house.event.event.languages if one in house.catalogs.languages)
    return Menu(house.account.bot, commands, house.voices, spoken)


def _limits(settings: Settings) -> Limits:
    return Limits(
        per_second=settings.rate_total,
        paid_per_second=PAID_RATE if settings.paid_broadcasts else 0.0,
        chat_per_second=settings.rate_chat,
        chat_burst=settings.rate_chat_burst,
        group_per_minute=settings.rate_group,
    )


def _task(work: Coroutine[Any, Any, _Result], stack: AsyncExitStack) -> asyncio.Task[_Result]:
    """Run ``work`` beside everything else, until it ends or the stack is closed."""
    task = asyncio.create_task(work)

    async def end() -> None:
        task.cancel()
        await asyncio.wait((task,))

    stack.push_async_callback(end)
    return task
