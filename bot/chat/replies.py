"""A Reply → the attendee, through the gate: what surely did not arrive is tried again, what is unsure once more."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

import structlog

from bot.chat.context import InlinePage, Reply
from bot.chat.faults import Final
from bot.outbox.model import Failed, Lane, Message, Outcome, Refusal, Refused, Sent, Unsure, Wait
from bot.outbox.split import split

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between tries while Telegram does not take an answer: doubled each time, with jitter."""
ANSWERS = 3
"""How often the answer to a tap is tried: a spinner stops by itself after a while."""
LONGEST_WAIT = 5.0
REMEMBERED = 1000
"""Taps that are remembered as answered: an update that is tried again does not answer its tap again."""
_TOO_OLD = "query is too old"

log = structlog.get_logger(__name__)


class Gate(Protocol):
    """The one way out (bot/outbox/gate.py)."""

    async def send(self, lane: Lane, chat_id: int, message: Message) -> Outcome:
        """Send when the limits allow it."""
        ...


class NotTaken(Final):
    """Telegram refuses an answer of ours for what it is."""


class Replies:
    """Carries replies out. ``unreachable`` is called with the chat of somebody whom Telegram refuses to reach."""

    def __init__(
        self,
        gate: Gate,
        answer_tap: Callable[[str, str | None], Awaitable[Outcome]],
        answer_inline: Callable[[str, InlinePage], Awaitable[Outcome]],
        unreachable: Callable[[int], Awaitable[None]],
    ) -> None:
        self._gate = gate
        self._answer_tap = answer_tap
        self._answer_inline = answer_inline
        self._unreachable = unreachable
        self._stopped: dict[str, None] = {}

    async def give(self, chat_id: int, reply: Reply, *, tapped: int | None = None, query_id: str | None = None) -> None:
        """Stop the spinner of ``query_id``, change the message ``tapped``, send what is new. Raises ``NotTaken``."""
        stopping = asyncio.ensure_future(self.stop_spinner(query_id, reply.toast)) if query_id else None
        try:
            messages = list(reply.sent)
            if reply.shown is not None:
                messages.insert(0, replace(reply.shown, replaces=tapped) if tapped else reply.shown)
            for message in messages:
                for part in split(message):
                    if not await self._arrives(chat_id, part):
                        return
        finally:
            if stopping is not None:
                await stopping

    async def stop_spinner(self, query_id: str, toast: str | None) -> bool:
        """Answer a tap; one that is too old needs no answer any more. False: it was answered before."""
        if query_id in self._stopped:
            return False
        self._stopped[query_id] = None
        if len(self._stopped) > REMEMBERED:
            del self._stopped[next(iter(self._stopped))]
        await _tried(lambda: self._answer_tap(query_id, toast))
        return True

    async def offer(self, query_id: str, page: InlinePage) -> None:
        """Answer an inline query; one that is too old needs no answer any more. Raises ``NotTaken``."""
        outcome = await _tried(lambda: self._answer_inline(query_id, page))
        if isinstance(outcome, Refused) and _TOO_OLD not in outcome.detail.lower():
            raise NotTaken(f"{outcome.reason}: {outcome.detail}")

    async def _arrives(self, chat_id: int, message: Message) -> bool:
        attempt = unsure = 0
        while True:
            outcome = await self._gate.send(Lane.REPLY, chat_id, message)
            attempt += 1
            match outcome:
                case Sent():
                    return True
                case Refused(reason=Refusal.UNREACHABLE):
                    await self._unreachable(chat_id)
                    return False
                case Refused():
                    raise NotTaken(f"{outcome.reason}: {outcome.detail}")
                case Wait():
                    await asyncio.sleep(outcome.seconds)
                case Unsure() if message.replaces is None:
                    # Silence is worse than an answer that comes twice, but never more often.
                    unsure += 1
                    if unsure > 1:
                        log.warning("an answer may not have arrived", detail=outcome.detail)
                        return True
                case _:
                    await asyncio.sleep(_pause(attempt))


async def _tried(answer: Callable[[], Awaitable[Outcome]]) -> Outcome | None:
    """What becomes of an answer that is worth a few tries and no more."""
    for attempt in range(1, ANSWERS + 1):
        outcome = await answer()
        if isinstance(outcome, Wait):
            await asyncio.sleep(min(outcome.seconds, LONGEST_WAIT))
        elif isinstance(outcome, Failed | Unsure):
            await asyncio.sleep(_pause(attempt))
        else:
            return outcome
    return None


def _pause(attempt: int) -> float:
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)) * random.uniform(0.5, 1.0))  # noqa: S311  jitter
