"""Becoming an organizer, inviting one, removing one; each of it is recorded."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.attendees.model import Attendee, Role
from bot.attendees.store import Attendees
from bot.organizers.model import LIFETIME, OPERATOR, Deed, Entry, Grant, Invitation, Removal, Source, about, hashed
from bot.organizers.store import Organizers


@dataclass(frozen=True, slots=True)
class Staff:
    """The use cases of roles. ``in_settings``: Telegram ids that the operator made organizers.

    ``left``: those who lost their role, for whoever shows them what they may do.
    """

    store: Organizers
    attendees: Attendees
    in_settings: frozenset[int]
    left: asyncio.Queue[Attendee] = field(default_factory=asyncio.Queue)

    async def follow_settings(self, now: datetime) -> None:
        """Give the roles that the settings name, take away those they no longer name, repair what a kill left."""
        grants = await self.store.grants()
        for grant in grants.values():
            if grant.source is Source.SETTINGS and grant.attendee not in self.in_settings:
                await self._demote(grant.attendee)
            else:
                await self._promote(grant)
        for attendee_id in sorted(self.in_settings - grants.keys()):
            grant = Grant(attendee_id, Role.ORGANIZER, Source.SETTINGS, now)
            await self.store.grant(grant)
            await self._promote(grant)

    async def record(self, who: int, deed: str, about: str, now: datetime, connection: Any) -> None:  # noqa: ANN401
        """Write down what an organizer did, in the transaction in which it is done."""
        await self.store.record(Entry(now, who, Deed(deed), about), connection)

    async def owner_secret(self, now: datetime) -> str | None:
        """A new secret that makes whoever brings it the owner, once; None when there is an owner already."""
        if any(attendee.role is Role.OWNER for attendee in self.attendees.everyone()):
            return None
        return await self._invitation(OPERATOR, Role.OWNER, now)

    async def invite(self, by: int, now: datetime) -> str:
        """A new secret that makes whoever brings it an organizer, once."""
        secret = await self._invitation(by, Role.ORGANIZER, now)
        await self.store.record(Entry(now, by, Deed.INVITED))
        return secret

    async def join(self, attendee: Attendee, secret: str, now: datetime) -> Role | None:
        """The role that this person has now; None when the link is wrong, used up or too old."""
        invitation = await self.store.invitation(hashed(secret))
        if invitation is None or not invitation.opens_for(attendee.id, now):
            return None
        if attendee.role >= invitation.role:
            return attendee.role
        grant = Grant(attendee.id, invitation.role, Source.LINK, now)
        entry = Entry(now, attendee.id, Deed.JOINED, about(invitation.made_by))
        if invitation.used_by is None and not await self.store.accept(invitation.secret_hash, grant, entry):
            return None
        held = (await self.store.grants()).get(attendee.id)
        if held is None:
            return None
        await self._promote(held)
        return held.role

    async def remove(self, by: int, attendee_id: int, now: datetime) -> Removal:
        """Make an organizer an attendee again."""
        if by == attendee_id:
            return Removal.ONESELF
        if attendee_id in self.in_settings:
            return Removal.IN_SETTINGS
        known = self.attendees.get(attendee_id)
        if known is None or known.role is Role.ATTENDEE:
            return Removal.NOT_THERE
        await self._demote(attendee_id)
        await self.store.record(Entry(now, by, Deed.REMOVED, about(attendee_id)))
        return Removal.REMOVED

    def members(self) -> Iterable[Attendee]:
        """Everybody with a role, the highest first."""
        having = [attendee for attendee in self.attendees.everyone() if attendee.role > Role.ATTENDEE]
        return sorted(having, key=lambda attendee: (-attendee.role, attendee.name or "", attendee.id))

    async def _invitation(self, by: int, role: Role, now: datetime) -> str:
        secret = secrets.token_urlsafe(24)
        await self.store.invite(Invitation(hashed(secret), role, by, now + LIFETIME))
        return secret

    async def _promote(self, grant: Grant) -> None:
        # Whoever the settings name may not have written to us yet: until they do, Telegram lets nothing through.
        known = self.attendees.get(grant.attendee) or Attendee(grant.attendee, reachable=False)
        await self.attendees.save(replace(known, role=grant.role))

    async def _demote(self, attendee_id: int) -> None:
        await self.store.revoke(attendee_id)
        known = self.attendees.get(attendee_id)
        if known is not None:
            left = replace(known, role=Role.ATTENDEE)
            await self.attendees.save(left)
            self.left.put_nowait(left)
