"""Telegram's flood limits as a model (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits), off unless set."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.rehearsal.telegram.model import too_many_requests


@dataclass(frozen=True, slots=True)
class FloodRule:
    """``strict``: a breach blocks the whole bot for ``retry_after``; else only the request itself is refused.

    Telegram publishes the rates, not what a breach costs; a bot should be safe under both.
    """

    per_second: float = 30.0
    paid_per_second: float = 1000.0
    """Of messages with allow_paid_broadcast (https://core.telegram.org/bots/api#paid-broadcasts)."""
    per_chat_second: float = 1.0
    chat_burst: float = 3.0
    per_group_minute: float = 20.0
    retry_after: int = 1
    strict: bool = False


@dataclass(slots=True)
class _Bucket:
    """So many tokens a second, up to a burst; each message takes one."""

    rate: float
    burst: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 when there is one."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1.0 else (1.0 - self.tokens) / self.rate


@dataclass(slots=True)
class Flood:
    """Watches what is sent. ``rule`` None: no limit."""

    monotonic: Callable[[], float]
    rule: FloodRule | None = None
    breaches: int = 0
    _blocked_until: float = 0.0
    _all: dict[bool, _Bucket] = field(default_factory=dict)
    """Of the free messages and of the paid ones."""
    _chats: dict[int, _Bucket] = field(default_factory=dict)

    def check(self, chat_id: int, *, paid: bool = False) -> None:
        """Let one message to a chat pass, or refuse it with 429."""
        if self.rule is None:
            return
        now = self.monotonic()
        if now < self._blocked_until:
            self._refuse(self._blocked_until - now)
        buckets = (self._overall(self.rule, now, paid=paid), self._chat(self.rule, chat_id, now))
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            if self.rule.strict:
                self._blocked_until = now + max(self.rule.retry_after, wait)
            self._refuse(max(self.rule.retry_after, wait))
        for bucket in buckets:
            bucket.tokens -= 1.0

    def _refuse(self, seconds: float) -> None:
        self.breaches += 1
        raise too_many_requests(max(1, math.ceil(seconds)))

    def _overall(self, rule: FloodRule, now: float, *, paid: bool) -> _Bucket:
        if paid not in self._all:
            rate = rule.paid_per_second if paid else rule.per_second
            self._all[paid] = _Bucket(rate, rate, rate, now)
        return self._all[paid]

    def _chat(self, rule: FloodRule, chat_id: int, now: float) -> _Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            group = chat_id < 0
            rate = rule.per_group_minute / 60 if group else rule.per_chat_second
            burst = rule.per_group_minute if group else rule.chat_burst
            bucket = self._chats[chat_id] = _Bucket(rate, burst, burst, now)
        return bucket
