"""A process that delivers lines and is killed by test_outbox_killed.py: `python -m tests.faults.sending JSON`.

Telegram is played by a file: a line is appended to it for each message that arrives, half a round trip before the
sender learns of it, as it is with the real one. Chats 1 … ``blocked`` have blocked the bot.
"""

import asyncio
import json
import os
import sys
from datetime import timedelta
from typing import Any

from bot.attendees.model import Attendee
from bot.clock import RehearsalClock
from bot.outbox.limits import Limits
from bot.outbox.model import Lane, Message, Outcome, Refusal, Refused, Sent
from bot.storage.database import Database
from tests.delivering import MORNING, delivering, line

LATENCY = 0.02


async def main(*, url: str, phone: str, people: int, blocked: int, lane: int, per_second: float) -> dict[str, Any]:
    arrived = os.open(phone, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(chat_id: int, message: Message) -> Outcome:
        await asyncio.sleep(LATENCY / 2)
        if chat_id > blocked:
            os.write(arrived, f"{chat_id} {message.html}\n".encode())
        await asyncio.sleep(LATENCY / 2)
        return Refused(Refusal.UNREACHABLE, "bot was blocked by the user") if chat_id <= blocked else Sent(chat_id)

    database = await Database.open(url)
    limits = Limits(per_second=per_second)
    parts = await delivering(database, send, clock=RehearsalClock(MORNING, speed=0), limits=limits)
    if not len(parts.attendees):
        await parts.attendees.save(*(Attendee(number) for number in range(1, people + 1)))
    await parts.courier.start()
    lines = [line(number, lane=Lane(lane), expires=MORNING + timedelta(hours=1)) for number in range(1, people + 1)]
    await parts.outbox.queue(lines)
    await parts.courier.idle()
    kind = lines[0].kind
    tally = {state.name: count for state, count in (await parts.outbox.tally(kind, "1")).items() if count}
    unreachable = sum(not attendee.reachable for attendee in parts.attendees.everyone())
    await parts.courier.stop()
    await database.close()
    return {"tally": tally, "unreachable": unreachable}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(**json.loads(sys.argv[1])))))  # noqa: T201
