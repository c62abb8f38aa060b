"""Reminders leave before their turn where replies, or Telegram's refusals, leave less of the rate than was planned on.

``await Haste(outbox, gate).until(now)`` says up to which turn they leave now.
"""

from __future__ import annotations

from datetime import datetime

from bot.outbox.gate import Gate
from bot.outbox.model import Lane
from bot.outbox.rows import LEAD
from bot.outbox.store import Outbox
from bot.outbox.turns import SHARE, starts

LEAST = 0.1
"""Of the rate: what reminders count on at least, however much is chatted (replies go first)."""
SURE = 0.9
"""Of what replies leave: how much chat there will be is only known from how much there was."""
AGAIN = 1.0
"""Seconds between two looks while there is haste: what is left to send, and what replies leave of the rate."""


class Haste:
    """Looks whether what is left to remind of can wait for its turn."""

    def __init__(self, outbox: Outbox, gate: Gate) -> None:
        self._outbox = outbox
        self._gate = gate

    @property
    def pressing(self) -> bool:
        """Whether less of the rate is left than the turns are planned on."""
        return self._gate.spare() < SHARE * self._gate.limits.per_second

    async def until(self, now: datetime) -> datetime:
        """Reminders whose turn is before this moment leave now: ``now``, or later where there is haste."""
        if not self.pressing:
            return now
        left = await self._outbox.promised(Lane.REMINDER, now + LEAD)
        pace = max(SURE * self._gate.spare(), LEAST * self._gate.limits.per_second)
        # Counted anew again and again: as many leave early as keeps the others in time, and no more.
        return now + LEAD if any(start <= now for start in starts(left, pace).values()) else now
