"""What a handler is given and what it gives back: values only, no Telegram objects."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.attendees.model import Attendee, Role
from bot.event.model import Event
from bot.outbox.model import Message
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that an attendee did in their private chat: a command, a tap, a typed text."""

    attendee: Attendee
    texts: Texts
    event: Event
    now: datetime
    argument: str = ""
    """After the command, after the tap's name, or the whole typed text."""
    tapped: int | None = None
    """Id of the message whose button was tapped."""
    update_id: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be said. All of it may be empty: the spinner of a tap is stopped in any case."""

    shown: Message | None = None
    """Takes the place of the tapped message; sent anew when nothing was tapped."""
    sent: tuple[Message, ...] = ()
    """Further messages, in order, each a new one."""
    toast: str | None = None
    """A short plain text over the chat, for taps only (200 characters at most)."""


Handler = Callable[[Asked], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody, an attendee or not, typed after the bot's name in any chat, and where the page before it ended."""

    texts: Texts
    event: Event
    now: datetime
    query: str
    offset: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing to choose: plain ``title`` and ``description`` in the list, ``message`` is what the chat then gets.

    ``id``: 64 bytes at most, unique on its page. The message has html and buttons that lead somewhere (``url``).
    """

    id: str
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True)
class InlinePage:
    """Up to 50 things to choose from. ``more``: the offset of the page after it, empty on the last one."""

    shared: tuple[Shared, ...] = ()
    more: str = ""
    seconds: int = 0
    """How long Telegram may show this person the same page for the same query."""
    invitation: str = ""
    """Plain text of the button above the list that opens the private chat; none where it is empty."""


InlineHandler = Callable[[Sought], Awaitable[InlinePage]]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. ``words`` are typed words that mean the same, in any language (normalised before comparing)."""

    name: str
    handler: Handler
    description: str = ""
    """English msgid of the line in the command menu; empty: not in the menu."""
    words: tuple[str, ...] = ()
    role: Role = Role.ATTENDEE


@dataclass(frozen=True, slots=True)
class Tap:
    """A kind of button: callback data is ``name`` or ``name:argument``."""

    name: str
    handler: Handler
    role: Role = Role.ATTENDEE


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A step that waits for a typed text: ``handler`` gives None when nothing is waited for (then others are asked)."""

    name: str
    handler: Callable[[Asked], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A start parameter: ``start=name`` or ``start=name_argument``."""

    name: str
    handler: Handler
