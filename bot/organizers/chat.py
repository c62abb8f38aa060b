"""The handlers of roles: one-time links, the list of organizers, the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.context import Asked, Reply
from bot.organizers import render
from bot.organizers.flow import Staff

_LATEST = 15


@dataclass(frozen=True, slots=True)
class OrganizersChat:
    """``link``: from a start parameter to the address that opens this bot with it."""

    staff: Staff
    link: Callable[[str], str]

    async def join(self, asked: Asked) -> Reply:
        """Somebody opened a one-time link."""
        role = await self.staff.join(asked.attendee, asked.argument, asked.now)
        return Reply(shown=render.joined(asked.texts, asked.event, role))

    async def organizers(self, asked: Asked) -> Reply:
        """/organizers."""
        grants = await self.staff.store.grants()
        return Reply(shown=render.members(asked.texts, list(self.staff.members()), grants, asked.attendee.id))

    async def invite(self, asked: Asked) -> Reply:
        """/invite, and its button: always a new message, for it is passed on."""
        secret = await self.staff.invite(asked.attendee.id, asked.now)
        return Reply(sent=(render.invitation(asked.texts, asked.event, self.link(f"join_{secret}")),))

    async def dismiss(self, asked: Asked) -> Reply:
        """Asks once more before somebody is removed."""
        person = self.staff.attendees.get(_id(asked.argument))
        return Reply(shown=render.sure(asked.texts, person)) if person else await self.organizers(asked)

    async def dismiss_now(self, asked: Asked) -> Reply:
        """Removes somebody and shows who is left."""
        removal = await self.staff.remove(asked.attendee.id, _id(asked.argument), asked.now)
        shown = await self.organizers(asked)
        return Reply(shown=shown.shown, toast=asked.texts.plain(asked.texts.say(render.REMOVALS[removal])))

    async def record(self, asked: Asked) -> Reply:
        """The latest actions."""
        entries = await self.staff.store.entries(_LATEST)
        return Reply(shown=render.record(asked.texts, entries, self.staff.attendees.get))


def _id(argument: str) -> int:
    """A Telegram id out of a button; 0, which is nobody's, for anything else."""
    return int(argument) if argument.isascii() and argument.isdecimal() else 0
