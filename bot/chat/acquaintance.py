"""Who writes to us: newcomers become attendees, many in one transaction; whoever comes back is reachable again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.chat.voices import Voices
from bot.event.model import Event
from bot.storage.errors import DatabaseFault

Person = Mapping[str, Any]
"""Telegram's JSON of a user."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Round:
    """Newcomers who are stored together."""

    people: dict[int, Attendee] = field(default_factory=dict)
    stored: asyncio.Event = field(default_factory=asyncio.Event)


class Acquaintance:
    """Knows people by their Telegram user. A failing database keeps nobody from being answered."""

    def __init__(self, attendees: Attendees, voices: Voices) -> None:
        self._attendees = attendees
        self._voices = voices
        self._gathering = _Round()
        self._storing = _Round()
        self._task: asyncio.Task[None] | None = None

    def known(self, person: Person) -> Attendee | None:
        """The attendee that this person is, also while they are being stored."""
        number = person["id"]
        known = self._attendees.get(number)
        return known or self._storing.people.get(number) or self._gathering.people.get(number)

    async def meet(self, person: Person, event: Event) -> Attendee:
        """The attendee that this person is from now on; a newcomer is being stored when this returns."""
        known = self.known(person)
        if known is None:
            return self._newcomer(person, event)
        changes: dict[str, Any] = {}
        if not known.reachable:
            changes["reachable"] = True
        if known.language is None and (language := self.telegrams(person, event)) is not None:
            changes["language"] = language
        if changes and known.name is None:
            changes["name"] = person.get("first_name")
        if changes:
            await self._change(known.id, changes)
        return self._attendees.get(known.id) or known

    async def stored(self, attendee: Attendee, seconds: float | None = None) -> None:
        """Wait until a newcomer is stored, or so long; not at all for anybody else."""
        for round_ in (self._storing, self._gathering):
            if attendee.id in round_.people:
                waiting = asyncio.ensure_future(round_.stored.wait())
                await asyncio.wait((waiting,), timeout=seconds)
                waiting.cancel()

    async def set_reachable(self, attendee_id: int, *, reachable: bool) -> None:
        """Note that Telegram lets us through to somebody, or does not."""
        known = self._attendees.get(attendee_id)
        if known is not None and known.reachable is not reachable:
            await self._change(attendee_id, {"reachable": reachable})

    def telegrams(self, person: Person, event: Event) -> str | None:
        """The language that Telegram reports, if it is one of the event's."""
        return self._voices.understood(person.get("language_code"), event)

    def _newcomer(self, person: Person, event: Event) -> Attendee:
        newcomer = Attendee(person["id"], self.telegrams(person, event), name=person.get("first_name"))
        self._gathering.people[newcomer.id] = newcomer
        if self._task is None:
            self._task = asyncio.ensure_future(self._store())
        return newcomer

    async def _store(self) -> None:
        while self._gathering.people:
            self._storing, self._gathering = self._gathering, _Round()
            try:
                await self._attendees.add(*self._storing.people.values())
            except DatabaseFault as fault:
                log.warning("newcomers could not be stored", count=len(self._storing.people), fault=str(fault))
            finally:
                self._storing.stored.set()
                self._storing = _Round()
        self._task = None

    async def _change(self, attendee_id: int, changes: Mapping[str, Any]) -> None:
        try:
            await self._attendees.change((attendee_id,), **changes)
        except DatabaseFault as fault:
            log.warning("an attendee could not be changed", fault=str(fault))
