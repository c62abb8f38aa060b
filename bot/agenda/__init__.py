"""The sessions that somebody starred, and the reminders of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.agenda.chat import AgendaChat
from bot.agenda.flow import KIND, Agenda
from bot.cards import Link
from bot.chat.context import Command, Tap
from bot.clock import Clock
from bot.feature import Feature
from bot.texts.marks import msgid, msgid_as


def feature(*, agenda: Agenda, clock: Clock, link: Link) -> Feature:
    """The feature; ``agenda`` is joined by app.py, whose session cards ask its ``stars`` too."""
    chat = AgendaChat(agenda, link)

    async def resume() -> None:
        await agenda.look(clock.now())

    async def export(attendee: int) -> Mapping[str, Any]:
        return {"stars": [{"session": star.session, "since": star.at} for star in await agenda.stars.kept(attendee)]}

    return Feature(
        name="agenda",
        commands=(
            Command(
                "agenda",
                chat.show,
                msgid("My agenda: the sessions I starred"),
                (msgid_as("typed words", "agenda, my agenda, my sessions"),),
            ),
        ),
        taps=(Tap("star", chat.star), Tap("unstar", chat.unstar), Tap("agenda", chat.show)),
        renderers={KIND: chat.deliver},
        moments=agenda.moments,
        resume=resume,
        export=export,
        forget=agenda.stars.forget,
    )
