"""One claimed line, to its outcome: rendered when it is sent, tried again, followed, or given up with a reason.

``Carrier(gate=…, held=outbox.held, attendees=…, renderers={kind: renderer}, clock=…, current=…, speak=…)``, where
``speak(attendee, event)`` gives that reader's Texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import structlog

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.clock import Clock
from bot.event.current import CurrentEvent
from bot.event.model import Event
from bot.outbox.gate import Gate
from bot.outbox.held import Held
from bot.outbox.model import (
    ANNOUNCING,
    Claimed,
    Delivery,
    Failed,
    Line,
    Message,
    Outcome,
    Refusal,
    Refused,
    Renderer,
    Sent,
    Settled,
    State,
    Unsure,
    Wait,
)
from bot.outbox.patience import Patience, Trial
from bot.outbox.split import split
from bot.texts import Texts

Speak = Callable[[Attendee, Event], Texts]
"""How one reader is spoken to."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Brings lines to their end; all that it needs is handed to it."""

    gate: Gate
    held: Held
    attendees: Attendees
    renderers: Mapping[str, Renderer]
    clock: Clock
    current: CurrentEvent
    speak: Speak
    patience: Patience = field(default_factory=Patience)

    async def carry(self, claimed: Claimed) -> Settled | None:
        """Try until there is a final outcome; None when the line was cancelled meanwhile."""
        trial, doubtful = Trial(self.patience), False
        deadline = (claimed.line.promised or claimed.line.due).timestamp()
        while True:
            # What need not be sent takes no slot.
            if (useless := self._useless(claimed)) is not None:
                return useless if self.held.begin(claimed.id) else None
            line, rest = claimed.line, list[Message]()
            outcome = await self.gate.call(line.lane, line.chat_id, partial(self._attempt, claimed, rest), deadline)
            claimed = Claimed(claimed.id, line, claimed.attempts + 1)
            match outcome:
                case None | Settled():
                    return outcome
                case Refused(migrated_to=int(new)) if new != line.chat_id:
                    claimed = replace(claimed, line=replace(line, chat_id=new))
                    self.held.take([claimed])
                case Failed(detail):
                    self.held.take([claimed])
                    if not await trial.again():
                        return settled(claimed, State.FAILED, detail) if self.held.begin(claimed.id) else None
                case Unsure() if line.lane not in ANNOUNCING and not doubtful:
                    doubtful = True
                    self.held.take([claimed])
                case Sent():
                    return _ended(claimed, await self._continue(line, rest, deadline) or outcome)
                case _:
                    return _ended(claimed, outcome)

    async def _continue(self, line: Line, rest: list[Message], deadline: float) -> Outcome | None:
        """Send the other parts of a long message, each in its own slot; gives the outcome that stopped it, or None."""
        trial = Trial(self.patience)
        for part in rest:
            outcome = await self.gate.send(line.lane, line.chat_id, part, deadline)
            while isinstance(outcome, Failed) and await trial.again():
                outcome = await self.gate.send(line.lane, line.chat_id, part, deadline)
            if not isinstance(outcome, Sent):
                return outcome
        return None

    def _useless(self, claimed: Claimed) -> Settled | None:
        """The outcome of a line that must not be sent, or None."""
        line, attendee, now = claimed.line, self._attendee(claimed.line), self.clock.now()
        if line.expires <= (self.announced(now) if line.lane in ANNOUNCING else now):
            return settled(claimed, State.EXPIRED, "too late")
        if attendee is None:
            return settled(claimed, State.CANCELLED, "this person is forgotten")
        if not attendee.reachable:
            return settled(claimed, State.BLOCKED, "known to be unreachable")
        return None

    def announced(self, now: datetime) -> datetime:
        """What announcements lapse by: the time that has passed, not that to which somebody set the clock."""
        return min(now, self.clock.steady())

    def _attendee(self, line: Line) -> Attendee | None:
        known = self.attendees.get(line.chat_id)
        return Attendee(line.chat_id) if known is None and line.chat_id < 0 else known

    async def _attempt(self, claimed: Claimed, rest: list[Message]) -> Outcome | Settled | None:
        """At the moment of sending: is it still wanted, what does it say now, and what does Telegram answer.

        Of a message that is too long the first part is sent; the others are left in ``rest``.
        """
        if not self.held.begin(claimed.id):
            return None
        if (useless := self._useless(claimed)) is not None:
            return useless
        try:
            message = await self._render(claimed.line)
        except Exception as error:  # a text that cannot be made concerns this line alone
            log.exception("a line could not be rendered", kind=claimed.line.kind, about=claimed.line.about)
            return settled(claimed, State.FAILED, f"{type(error).__name__}: {error}")
        if message is None:
            return settled(claimed, State.EXPIRED, "no longer of use")
        if message.paid is not (paid := self.gate.pays(claimed.line.lane)):
            message = replace(message, paid=paid)
        first, *rest[:] = split(message)
        outcome = await self.gate.transmit(claimed.line.chat_id, first)
        if isinstance(outcome, Wait):
            self.held.take([claimed])
        elif isinstance(outcome, Sent):
            self.patience.succeeded()
        return outcome

    async def _render(self, line: Line) -> Message | None:
        attendee, event = self._attendee(line) or Attendee(line.chat_id), self.current.event
        delivery = Delivery(line, attendee, self.speak(attendee, event), event, self.clock.now())
        return await self.renderers[line.kind](delivery)


def _ended(claimed: Claimed, outcome: Outcome) -> Settled:
    match outcome:
        case Sent(message_id):
            return settled(claimed, State.SENT, message_id=message_id)
        case Refused(reason=Refusal.UNCHANGED):
            return settled(claimed, State.SENT, "it was there already")
        case Refused(reason=Refusal.UNREACHABLE, detail=detail):
            return settled(claimed, State.BLOCKED, detail or "unreachable")
        case Refused(reason, detail):
            return settled(claimed, State.FAILED, f"{reason}: {detail}" if detail else reason)
        case Failed(detail):
            return settled(claimed, State.FAILED, detail)
        case Unsure(detail):
            return settled(claimed, State.UNSURE, detail)
    raise AssertionError(outcome)


def settled(claimed: Claimed, state: State, detail: str | None = None, message_id: int | None = None) -> Settled:
    """What became of a claimed line."""
    return Settled(claimed.id, state, claimed.attempts, claimed.line.chat_id, detail, message_id)
