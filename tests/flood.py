"""Models of Telegram's flood control, which is not published: the pacing must do well under each of them."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from bot.outbox.model import Message, Outcome, Sent, Wait


@dataclass
class Flood:
    """A server that takes ``limit`` messages in any second, one way being ``latency`` / 2 seconds long.

    Lenient: what is too much is refused, no more. Strict: each breach blocks the whole bot for ``retry_after``, and
    whoever calls while blocked is refused too.
    """

    limit: int = 30
    strict: bool = False
    retry_after: float = 5.0
    latency: float = 0.06
    taken: list[tuple[float, int]] = field(default_factory=list)
    refusals: int = 0
    calls: int = 0
    blocked_until: float = 0.0
    _second: deque[float] = field(default_factory=deque)

    async def send(self, chat_id: int, message: Message) -> Outcome:
        del message
        await asyncio.sleep(self.latency / 2)
        outcome = self.judge(chat_id, asyncio.get_running_loop().time())
        await asyncio.sleep(self.latency / 2)
        return outcome

    def judge(self, chat_id: int, now: float) -> Outcome:
        self.calls += 1
        while self._second and self._second[0] <= now - 1.0:
            self._second.popleft()
        if now < self.blocked_until:
            self.refusals += 1
            return Wait(self.blocked_until - now)
        if len(self._second) >= self.limit:
            self.refusals += 1
            if not self.strict:
                return Wait(1.0)
            self.blocked_until = now + self.retry_after
            return Wait(self.retry_after)
        self._second.append(now)
        self.taken.append((now, chat_id))
        return Sent(len(self.taken))
