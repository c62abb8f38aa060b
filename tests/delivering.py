"""The outbox with everything it needs, over a real database and a Telegram that the test plays."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.clock import Clock, RehearsalClock
from bot.event.current import CurrentEvent
from bot.event.model import Event
from bot.installation import CATALOGS
from bot.outbox.carry import Carrier
from bot.outbox.deliver import Courier
from bot.outbox.gate import Gate
from bot.outbox.limits import Limits
from bot.outbox.model import Delivery, Lane, Line, Message, Outcome, Renderer
from bot.outbox.store import Outbox
from bot.storage.database import Database
from bot.texts import Catalogs, Localized

MORNING = datetime(2025, 10, 25, 6, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Baghdad")
CATALOGS_READ = Catalogs(CATALOGS)
FAST = Limits(per_second=5000.0, chat_per_second=5000.0, tick=0.0)
"""For tests that are not about pacing."""

Send = Callable[[int, Message], Awaitable[Outcome]]


def an_event() -> Event:
    name = Localized({"en": "Sample"})
    return Event(id="sample", name=name, short_name=name, zone=ZONE, languages=("en",), days=())


def line(chat_id: int, about: str = "1", lane: Lane = Lane.BROADCAST, due: datetime = MORNING, **more: object) -> Line:
    """A line with a day to live; ``more`` are fields of Line."""
    kind = "broadcast" if lane is Lane.BROADCAST else "reminder"
    given = {
        "key": f"{kind}:{about}:{chat_id}",
        "kind": kind,
        "chat_id": chat_id,
        "about": about,
        "lane": lane,
        "due": due,
        "expires": due + timedelta(days=1),
    }
    return Line(**(given | more))  # type: ignore[arg-type]


async def what_it_is_about(delivery: Delivery) -> Message:
    """The renderer of most tests."""
    return Message(Markup("{}").format(delivery.line.about))


@dataclass
class Delivering:
    """All parts, joined as app.py joins them."""

    database: Database
    attendees: Attendees
    outbox: Outbox
    gate: Gate
    courier: Courier
    current: CurrentEvent


async def delivering(
    database: Database,
    send: Send,
    *,
    clock: Clock,
    renderers: Mapping[str, Renderer] | None = None,
    limits: Limits = FAST,
) -> Delivering:
    """Join the parts; the courier is not started."""
    attendees, outbox, gate = await Attendees.load(database), Outbox(database), Gate(send, limits)
    current = CurrentEvent(an_event())
    carrier = Carrier(
        gate=gate,
        held=outbox.held,
        attendees=attendees,
        renderers=renderers or {"broadcast": what_it_is_about, "reminder": what_it_is_about},
        clock=clock,
        current=current,
        speak=lambda attendee, event: CATALOGS_READ.texts(attendee.language or "en", event.zone),
    )
    courier = Courier(outbox, attendees, clock, carrier)
    return Delivering(database, attendees, outbox, gate, courier, current)


async def until(condition: Callable[[], object]) -> None:
    """Let things happen until ``condition`` holds; five seconds at most."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  it is the outside that is looked at
            await asyncio.sleep(0.001)


@asynccontextmanager
async def delivered(
    url: str,
    send: Send,
    *,
    people: int = 20,
    clock: Clock | None = None,
    renderers: Mapping[str, Renderer] | None = None,
    limits: Limits = FAST,
) -> AsyncIterator[Delivering]:
    """A running courier, and people 1 … ``people`` whom it knows; without a ``clock`` time stands still at MORNING."""
    database = await Database.open(url)
    try:
        parts = await delivering(
            database, send, clock=clock or RehearsalClock(MORNING, speed=0), renderers=renderers, limits=limits
        )
        await parts.attendees.save(*(Attendee(number) for number in range(1, people + 1)))
        await parts.courier.start()
        yield parts
        await parts.courier.stop()
    finally:
        await database.close()
