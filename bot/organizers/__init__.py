"""Roles, one-time links that give them, and the record of who did what when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.attendees.model import Role
from bot.chat.context import Command, DeepLink, Tap
from bot.clock import Clock
from bot.feature import Feature
from bot.organizers.chat import OrganizersChat
from bot.organizers.flow import Staff
from bot.texts.marks import msgid


def feature(*, staff: Staff, clock: Clock, link: Callable[[str], str]) -> Feature:
    """The feature. ``staff`` is made by the caller, who also asks it for the owner's link; ``link``: see the chat."""
    chat = OrganizersChat(staff, link)

    async def resume() -> None:
        await staff.follow_settings(clock.now())

    async def export(attendee: int) -> Mapping[str, Any]:
        grant = (await staff.store.grants()).get(attendee)
        return {
            "role": asdict(grant) if grant else None,
            "actions": [asdict(entry) for entry in await staff.store.entries_of(attendee)],
        }

    return Feature(
        name="organizers",
        commands=(
            Command("organizers", chat.organizers, msgid("Organizers: list, invite, remove"), role=Role.OWNER),
            Command("invite", chat.invite, msgid("Invite an organizer"), role=Role.OWNER),
        ),
        taps=(
            Tap("organizers", chat.organizers, role=Role.OWNER),
            Tap("invite", chat.invite, role=Role.OWNER),
            Tap("dismiss", chat.dismiss, role=Role.OWNER),
            Tap("dismiss_now", chat.dismiss_now, role=Role.OWNER),
            Tap("record", chat.record, role=Role.OWNER),
        ),
        deep_links=(DeepLink("owner", chat.join), DeepLink("join", chat.join)),
        resume=resume,
        export=export,
        forget=staff.store.forget,
    )
