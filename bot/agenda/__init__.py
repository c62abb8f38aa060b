"""The sessions that somebody starred, and the reminders of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.agenda.chat import AgendaChat
from bot.agenda.flow import Agenda
from bot.agenda.missed import KIND, Missed
from bot.agenda.planning import EVENING, MORNING, REMINDER
from bot.cards import Link
from bot.chat.context import Command, Handler, Tap
from bot.clock import Clock
from bot.feature import Feature
from bot.texts.marks import msgid, msgid_as


def feature(*, agenda: Agenda, missed: Missed, clock: Clock, link: Link) -> Feature:
    """The feature; ``agenda`` is joined by app.py, whose session cards ask its ``stars`` too."""
    chat = AgendaChat(agenda, link)
    agenda.current.on_swap(agenda.moved)
    clock.on_change(missed.skip)

    async def resume() -> None:
        await agenda.stars.freshen(clock.now())
        await missed.look()
        await agenda.look(clock.now())

    async def export(attendee: int) -> Mapping[str, Any]:
        stars = [{"session": star.session, "since": star.at} for star in await agenda.stars.kept(attendee)]
        choice = asdict(agenda.choices.of(attendee)) | {"silent": agenda.stars.silences(attendee)}
        return {"stars": stars, "reminders": choice | {"minutes": sorted(choice["minutes"])}}

    async def forget(attendee: int) -> None:
        await agenda.stars.forget(attendee)
        await agenda.choices.forget(attendee)

    return Feature(
        name="agenda",
        commands=_commands(chat),
        taps=tuple(Tap(name, handler) for name, handler in _taps(chat).items()),
        renderers={
            REMINDER: chat.deliver,
            EVENING: chat.deliver_evening,
            MORNING: chat.deliver_morning,
            KIND: chat.deliver_missed,
        },
        moments=agenda.moments,
        resume=resume,
        work=missed.work,
        export=export,
        forget=forget,
    )


def _commands(chat: AgendaChat) -> tuple[Command, ...]:
    return (
        Command(
            "agenda",
            chat.show,
            msgid("My agenda: the sessions I starred"),
            (msgid_as("typed words", "agenda, my agenda, my sessions"),),
        ),
        Command(
            "reminders",
            chat.reminding,
            msgid("When I remind you, and of what"),
            (msgid_as("typed words", "reminders, my reminders"),),
        ),
    )


def _taps(chat: AgendaChat) -> Mapping[str, Handler]:
    return {
        "star": chat.star,
        "unstar": chat.unstar,
        "agenda": chat.show,
        "agenda_file": chat.file,
        "reminding": chat.reminding,
        "remind": chat.remind,
        "bells": chat.bells,
        "bell": chat.bell,
        "hush": chat.hush,
    }
