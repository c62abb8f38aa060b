"""What reaches a person: a Message, the lane it travels in, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from markupsafe import Markup

from bot.attendees.model import Attendee
from bot.event.model import Event
from bot.texts import Texts


class Lane(IntEnum):
    """Who goes first at the gate; a lower number passes a higher one."""

    REPLY = 0
    REMINDER = 1
    CHANGE = 2
    BROADCAST = 3
    PAID = 4
    """A broadcast that is paid for: with a rate of its own, where there is one."""


ANNOUNCING = (Lane.BROADCAST, Lane.PAID)
"""Lanes of lines that are never sent twice unasked."""


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button with plain text; exactly one of ``data``, ``url``, ``share`` and ``copy`` is set."""

    label: str
    data: str | None = None
    """Callback data, at most 64 bytes of UTF-8: ``<tap>`` or ``<tap>:<argument>``."""
    url: str | None = None
    share: str | None = None
    """Inline query put into a chat that the person chooses."""
    copy: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A small file made by us, such as a calendar entry."""

    filename: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map; latitude and longitude in degrees (WGS 84)."""

    latitude: float
    longitude: float
    title: str
    address: str


_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person. With a document the html is its caption; with a pin it is not shown."""

    html: Markup = _NOTHING
    keyboard: Keyboard = ()
    menu: tuple[tuple[str, ...], ...] | None = None
    """Reply keyboard below the input field: rows of plain texts; None leaves it as it is."""
    document: Document | None = None
    pin: Pin | None = None
    silent: bool = False
    preview: bool = False
    """Whether Telegram may show a preview of the first link."""
    paid: bool = False
    """Sent above the free rate for Stars of the bot's; only the carrier sets it, for lines of the paid lane."""
    replaces: int | None = None
    """Id of an earlier message of ours whose place this one takes; sent anew where that can no longer be edited."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Wait:
    """429: not taken; ``seconds`` is Telegram's retry_after. ``chat_only``: the limit is that chat's own."""

    seconds: float
    chat_only: bool = False


class Refusal(StrEnum):
    """Why Telegram will never take it."""

    UNREACHABLE = "unreachable"
    INVALID = "invalid"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Refused:
    """Not taken, and trying again does not help. ``migrated_to``: the chat has moved to this id."""

    reason: Refusal
    detail: str = ""
    migrated_to: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Certainly not delivered (connection refused or dropped before sending, 5xx): may be tried again."""

    detail: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Timed out or dropped after sending: it may have arrived."""

    detail: str


Outcome = Sent | Wait | Refused | Failed | Unsure


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the outbox: what must reach whom, by when; its text is made when it is sent."""

    key: str
    kind: str
    """Names the renderer, e.g. "reminder", "broadcast"."""
    chat_id: int
    about: str
    """Ids that the renderer needs, e.g. "<session>:<start>:<offset>"."""
    lane: Lane
    due: datetime
    expires: datetime
    """After this moment it is useless and is not sent."""
    part: int = 0
    promised: datetime | None = None
    """When it should arrive, at most an hour after ``due``; in its lane the earliest goes first. None: ``due``."""


class State(IntEnum):
    """Where a line is on its way. All but the first two are final; queuing revives a cancelled or an expired line."""

    WAITING = 0
    CLAIMED = 1
    """Taken for sending; after a kill it may have been sent or not."""
    SENT = 2
    BLOCKED = 3
    """The person has blocked the bot or is gone."""
    FAILED = 4
    """Set aside with its reason: Telegram refuses this message, or its text could not be made."""
    UNSURE = 5
    """It may have arrived; whether to send it again is for people to decide."""
    EXPIRED = 6
    """Not sent, because it had become useless."""
    CANCELLED = 7


@dataclass(frozen=True, slots=True)
class Claimed:
    """A line taken for sending, and how often that was tried before."""

    id: int
    line: Line
    attempts: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed line. WAITING gives it back."""

    id: int
    state: State
    attempts: int
    chat_id: int
    detail: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A line at the moment of sending, with all that its renderer needs to write the text."""

    line: Line
    attendee: Attendee
    texts: Texts
    event: Event
    now: datetime


Renderer = Callable[[Delivery], Awaitable[Message | None]]
"""A line → the message, or None when it is no longer of use (then it is settled as expired)."""
