"""The figures at /metrics: counted as they happen, or read when they are asked for. Never anything about one person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from bot.attendees.store import Attendees
from bot.chat.intake import Incoming, Intake
from bot.chat.webhook import Webhook
from bot.clock import Clock
from bot.outbox.deliver import Courier
from bot.outbox.gate import Gate
from bot.outbox.model import Claimed, Lane, Settled, State
from bot.outbox.store import Outbox
from bot.storage.errors import DatabaseFault
from bot.storage.inbox import Inbox
from bot.storage.inbox import State as Standing
from bot.web.exposition import MEDIA_TYPE, Histogram, Metric, exposition
from bot.web.receiving import Receiving

ANSWER_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LATENESS_BOUNDS = (-600.0, -300.0, -60.0, -20.0, -5.0, 0.0, 1.0, 5.0, 20.0, 60.0, 300.0)


@dataclass(slots=True)
class Metrics:
    """Listens to intake and courier from when it is made; answers /metrics."""

    clock: Clock
    intake: Intake
    courier: Courier
    gate: Gate
    outbox: Outbox
    inbox: Inbox
    attendees: Attendees
    receiving: Receiving | None
    webhook: Webhook | None
    answers: Histogram = field(default_factory=lambda: Histogram(ANSWER_BOUNDS))
    lateness: Histogram = field(default_factory=lambda: Histogram(LATENESS_BOUNDS))
    handled: int = 0
    failed: int = 0

    def __post_init__(self) -> None:
        self.intake.on_handled(self._count_update)
        self.courier.on_outcome(self._count_line)

    async def __call__(self, _: Request) -> Response:
        """The page; without what the database knows while it does not answer."""
        metrics = [*self._updates(), *self._delivery(), *self._people()]
        try:
            metrics += await self._stored()
        except DatabaseFault:
            metrics.append(Metric("database_up", "Whether the database answers.", "gauge", [({}, 0)]))
        return Response(exposition(metrics), media_type=MEDIA_TYPE)

    def _count_update(self, incoming: Incoming, failed: bool) -> None:
        self.handled += not failed
        self.failed += failed
        if incoming.taken is not None:
            self.answers.observe(asyncio.get_running_loop().time() - incoming.taken)

    def _count_line(self, claimed: Claimed, settled: Settled) -> None:
        line = claimed.line
        if settled.state is State.SENT and line.lane is Lane.REMINDER:
            self.lateness.observe((self.clock.now() - (line.promised or line.due)).total_seconds())

    def _updates(self) -> Iterator[Metric]:
        results = [({"result": "answered"}, self.handled), ({"result": "failed"}, self.failed)]
        yield Metric("updates_total", "Updates that were handled.", "counter", results)
        yield Metric("updates_waiting", "Updates that wait or are being answered.", "gauge", [({}, len(self.intake))])
        yield Metric("answer_seconds", "From an update's arrival to its answer.", "histogram", histogram=self.answers)
        if self.receiving is not None:
            posts = [({"status": str(status)}, count) for status, count in sorted(self.receiving.answered.items())]
            yield Metric("webhook_posts_total", "Posts to the webhook by the status of our answer.", "counter", posts)
        if self.webhook is not None:
            pending = self.webhook.pending
            yield Metric("telegram_pending_updates", "Updates that wait at Telegram.", "gauge", [({}, pending)])

    def _delivery(self) -> Iterator[Metric]:
        gate = self.gate
        queued = [({"lane": lane.name.lower()}, gate.queued(lane) + gate.parked(lane)) for lane in Lane]
        yield Metric("gate_waiting", "Messages that wait for their turn, by lane.", "gauge", queued)
        yield Metric("calls_total", "Messages that were let through to Telegram.", "counter", [({}, gate.released)])
        yield Metric("too_many_requests_total", "Calls answered with 429.", "counter", [({}, gate.refused)])
        yield Metric("rate", "Messages a second that are kept now.", "gauge", [({}, round(gate.per_second(), 3))])
        meaning = "From a reminder's promised moment to its arrival; negative is early."
        yield Metric("reminder_lateness_seconds", meaning, "histogram", histogram=self.lateness)

    def _people(self) -> Iterator[Metric]:
        reachable = sum(attendee.reachable for attendee in self.attendees.everyone())
        counts = [({"reachable": "yes"}, reachable), ({"reachable": "no"}, len(self.attendees) - reachable)]
        yield Metric("attendees", "People who have written to the bot.", "gauge", counts)

    async def _stored(self) -> list[Metric]:
        lines, updates = await self.outbox.states(), await self.inbox.tally()
        in_outbox = [
            ({"lane": lane.name.lower(), "state": state.name.lower()}, count)
            for (lane, state), count in sorted(lines.items())
        ]
        in_inbox = [({"state": state.name.lower()}, updates.get(state, 0)) for state in Standing]
        return [
            Metric("database_up", "Whether the database answers.", "gauge", [({}, 1)]),
            Metric("outbox_lines", "Lines of the outbox by lane and state.", "gauge", in_outbox),
            Metric("inbox_updates", "Updates of the inbox by state.", "gauge", in_inbox),
        ]
