"""How fast Telegram may be called: the limits, the rate learned from its refusals, and each chat's own pace. Pure.

Times are in seconds. Telegram's numbers: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

PAID_RATE = 1000.0
"""Messages a second with allow_paid_broadcast: https://core.telegram.org/bots/api#paid-broadcasts"""
CUT = 0.85
"""What is left of the rate after a 429."""
RECOVERY = 0.04
"""Share of the full rate regained in a minute; halved for each 429 that is remembered."""
MEMORY = 900.0
"""Seconds for which a 429 is remembered."""
LONGEST = 10.0
"""Seconds of the longest pause of our own, when Telegram goes on refusing after the time that it told."""
COLD = 1.1
"""In the first second after a rest messages are so much further apart: the first ones are late, since each must open a
connection, and would arrive together with those that follow."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram allows. All of it are settings; the numbers here are Telegram's own."""

    per_second: float = 30.0
    """Messages over all chats."""
    paid_per_second: float = 0.0
    """Messages of paid broadcasts, beside the others; 0: nothing is paid for, and they go with the others."""
    chat_per_second: float = 1.0
    """Messages to one private chat, on average ..."""
    chat_burst: int = 4
    """... but so many at once."""
    group_per_minute: float = 20.0
    """Messages to one group (a negative chat id) in any minute ..."""
    group_burst: int = 5
    """... of which so many at once."""
    headroom: float = 0.975
    """Share of ``per_second`` that is used: what a second allows is sent in 26 ms more than a second ..."""
    slack: float = 0.01
    """... of which so much is for lateness of our own, which is made up for, and the rest for the network's jitter."""
    tick: float = 0.005
    """Messages are released at most this often, several at once when they are many: half the work at 1,000/s."""


class Rate:
    """The global rate: full until a 429, then cut, then slowly back up; more slowly the more 429s are remembered."""

    def __init__(self, limits: Limits) -> None:
        self._full = limits.per_second * limits.headroom
        self._slack = limits.slack
        self._per_second = self._full
        self._grown = 0.0
        self._cold = 0.0
        self._interval = 0.0
        self._breaches: deque[float] = deque()
        self._refused = 0
        self._told = float("-inf")
        self.next = 0.0
        """When the next message may leave."""

    def per_second(self, now: float) -> float:
        """The rate now."""
        if self._per_second < self._full:
            while self._breaches and self._breaches[0] < now - MEMORY:
                self._breaches.popleft()
            gain = self._full * RECOVERY / 60 / 2 ** len(self._breaches)
            self._per_second = min(self._full, self._per_second + gain * max(0.0, now - self._grown))
            self._grown = max(self._grown, now)
        return self._per_second

    def rest(self, now: float) -> None:
        """Nothing waits: time that passes now is not made up for later."""
        if now > self.next + 1:
            self._cold = now + 1
        self.next = max(self.next, now)

    def take(self, now: float) -> None:
        """A message leaves."""
        self._interval = (COLD if now < self._cold else 1.0) / self.per_second(now)
        self.next = max(self.next, now - self._slack) + self._interval

    def give_back(self) -> None:
        """The message that was to leave did not."""
        self.next -= self._interval

    def breach(self, began: float, now: float, seconds: float) -> None:
        """A call that began then was answered 429 now, with this retry_after: pause exactly as long, then go slower.

        Calls that were on their way when the first 429 came belong to the same breach. Refused again before anything
        got through, it was not the rate but the time told that was wrong: the pause is doubled from a second on.
        """
        if began > self._told:
            if not self._refused:
                self._per_second = self.per_second(now) * CUT
                self._breaches.append(now)
            self._refused, self._told = self._refused + 1, now
        pause = max(seconds, min(LONGEST, 2.0 ** (self._refused - 2))) if self._refused > 1 else seconds
        self._grown = now + pause
        self.next = max(self.next, now + pause)

    def passed(self, began: float) -> None:
        """A call that began then got through."""
        if began > self._told:
            self._refused = 0


@dataclass(slots=True)
class Chats:
    """The pace of each chat, as the moment at which its allowance would be whole again (GCRA)."""

    limits: Limits
    _whole: dict[int, float] = field(default_factory=dict)

    def ready(self, chat_id: int) -> float:
        """When this chat may be sent to; a moment in the past when it may be now."""
        whole = self._whole.get(chat_id)
        return 0.0 if whole is None else whole - self._tolerance(chat_id)

    def take(self, chat_id: int, now: float) -> None:
        """A message leaves for this chat."""
        self._whole[chat_id] = max(self._whole.get(chat_id, now), now) + self._interval(chat_id)
        if len(self._whole) > 20_000:  # noqa: PLR2004
            self._whole = {chat: whole for chat, whole in self._whole.items() if whole > now}

    def give_back(self, chat_id: int) -> None:
        """The message that was to leave for this chat did not."""
        self._whole[chat_id] -= self._interval(chat_id)

    def hold(self, chat_id: int, until: float) -> None:
        """Telegram wants this chat to be left alone until then."""
        self._whole[chat_id] = max(self._whole.get(chat_id, 0.0), until + self._tolerance(chat_id))

    def _interval(self, chat_id: int) -> float:
        if chat_id > 0:
            return 1 / self.limits.chat_per_second
        # A burst and what comes after it must fit together into any minute.
        return 60 / (self.limits.group_per_minute - self._burst(chat_id) + 1)

    def _burst(self, chat_id: int) -> int:
        if chat_id > 0:
            return max(1, self.limits.chat_burst)
        return max(1, min(self.limits.group_burst, int(self.limits.group_per_minute / 2)))

    def _tolerance(self, chat_id: int) -> float:
        return (self._burst(chat_id) - 1) * self._interval(chat_id)


@dataclass(slots=True)
class Tempo:
    """How often something has happened of late: a mean over about ``over`` seconds that forgets what was before."""

    over: float = 20.0
    _mean: float = 0.0
    _at: float = 0.0

    def note(self, now: float) -> None:
        """It happens."""
        self._mean, self._at = self.per_second(now) + 1 / self.over, now

    def per_second(self, now: float) -> float:
        """Times a second."""
        return self._mean * math.exp(min(0.0, self._at - now) / self.over)
