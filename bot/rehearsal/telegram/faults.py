"""Faults that the fake is told to play: refusals, time-outs, dropped connections, slowness."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bot.rehearsal.telegram.model import Refused, bad_request, forbidden, too_many_requests


class Break(Enum):
    """How a connection fails. Before: nothing was carried out. After: it was, but the bot never hears of it."""

    TIME_OUT_BEFORE = "time-out before delivery"
    TIME_OUT_AFTER = "time-out after delivery"
    DROP_BEFORE = "dropped before delivery"
    DROP_AFTER = "dropped after delivery"
    NO_NETWORK = "no connection at all"

    @property
    def delivered(self) -> bool:
        """Whether the request is carried out all the same."""
        return self in (Break.TIME_OUT_AFTER, Break.DROP_AFTER)

    @property
    def timed_out(self) -> bool:
        """Whether the bot waits in vain, rather than losing the connection at once."""
        return self in (Break.TIME_OUT_BEFORE, Break.TIME_OUT_AFTER)


@dataclass(frozen=True, slots=True)
class Slow:
    """Carried out, but answered only after so many seconds of real time."""

    seconds: float


Fault = Refused | Break | Slow


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str | None
    chat_id: int | None
    times: int


@dataclass(slots=True)
class Faults:
    """Planned faults, each for the next requests that it fits."""

    _planned: list[_Planned] = field(default_factory=list)

    def plan(self, fault: Fault, *, method: str | None = None, chat_id: int | None = None, times: int = 1) -> None:
        """Play ``fault`` on the next ``times`` requests, of one method or to one chat if given."""
        self._planned.append(_Planned(fault, method and method.lower(), chat_id, times))

    def clear(self) -> None:
        """Play no more faults."""
        self._planned.clear()

    def take(self, method: str, chat_id: int) -> Fault | None:
        """The fault for this request, which is then used up by one."""
        for planned in self._planned:
            if planned.method in (None, method.lower()) and planned.chat_id in (None, chat_id):
                planned.times -= 1
                if planned.times <= 0:
                    self._planned.remove(planned)
                return planned.fault
        return None


def too_many(retry_after: int) -> Refused:
    """429 with ``retry_after`` in seconds."""
    return too_many_requests(retry_after)


def blocked() -> Refused:
    """403: the person has blocked the bot."""
    return forbidden("bot was blocked by the user")


def refused(words: str) -> Refused:
    """400 with Telegram's words after "Bad Request: "."""
    return bad_request(words)


def broken(status: int = 502) -> Refused:
    """5xx: Telegram itself has a fault."""
    words = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
    return Refused(status, words.get(status, "Internal Server Error"))


def unauthorized() -> Refused:
    """401: the token is wrong."""
    return Refused(401, "Unauthorized")
