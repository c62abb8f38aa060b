"""Announcements of organizers: composed, previewed, confirmed, sent through the outbox, reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.attendees.model import Role
from bot.broadcasts.chat import BroadcastsChat
from bot.broadcasts.flow import KIND, REPORT, STATUS, Broadcasting
from bot.chat.context import Command, Dialogue, Tap
from bot.chat.voices import Voices
from bot.clock import Clock
from bot.feature import Feature
from bot.texts.marks import msgid, msgid_as


def feature(*, flow: Broadcasting, voices: Voices, clock: Clock) -> Feature:
    """The feature; ``flow`` is joined by app.py."""
    chat = BroadcastsChat(flow, voices)

    async def resume() -> None:
        await flow.resume(clock.now())

    async def settled() -> None:
        await flow.settle(clock.now())

    async def export(attendee: int) -> Mapping[str, Any]:
        return {"announcements": [asdict(one) for one in await flow.store.of(attendee)]}

    return Feature(
        name="broadcasts",
        commands=_commands(chat),
        taps=_taps(chat),
        dialogues=(Dialogue("broadcast", chat.typed),),
        renderers={KIND: chat.deliver, STATUS: chat.deliver_status, REPORT: chat.deliver_report},
        resume=resume,
        settled=settled,
        export=export,
        forget=flow.store.forget,
    )


def _commands(chat: BroadcastsChat) -> tuple[Command, ...]:
    return (
        Command(
            "broadcast",
            chat.begin,
            msgid("Announce something to everybody"),
            (msgid_as("typed words", "broadcast, announce"),),
            Role.ORGANIZER,
        ),
        Command("broadcasts", chat.recent, msgid("Announcements and whom they reached"), role=Role.ORGANIZER),
    )


def _taps(chat: BroadcastsChat) -> tuple[Tap, ...]:
    handlers = {
        "broadcast_skip": chat.skip,
        "broadcast_edit": chat.edit,
        "broadcast_preview": chat.preview,
        "broadcast_cancel": chat.cancel,
        "broadcast_send": chat.send,
        "broadcast_price": chat.price,
        "broadcast_pay": chat.pay,
        "broadcast_stop": chat.stop,
        "broadcast_again": chat.again,
        "broadcast_show": chat.show,
    }
    return tuple(Tap(name, handler, Role.ORGANIZER) for name, handler in handlers.items())
