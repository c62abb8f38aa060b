"""What a feature hands to app.py; app.py concatenates the features' parts and refuses duplicates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.chat.context import Command, DeepLink, Dialogue, Handler, InlineHandler, Tap
from bot.event.model import Event
from bot.outbox.model import Renderer


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which to look what is due; looking late or twice is harmless."""

    key: str
    at: datetime
    look: Callable[[datetime], Awaitable[None]]


Moments = Callable[[Event], Iterable[Moment]]


@dataclass(frozen=True, slots=True)
class Feature:
    """One capability of the bot, as values."""

    name: str
    commands: tuple[Command, ...] = ()
    taps: tuple[Tap, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    deep_links: tuple[DeepLink, ...] = ()
    typed: Handler | None = None
    """Answers any typed text that no command word and no dialogue takes; one feature has it."""
    inline: InlineHandler | None = None
    """Finds what is sought by the bot's name in any chat; one feature has it."""
    renderers: Mapping[str, Renderer] = field(default_factory=dict)
    moments: Moments | None = None
    resume: Callable[[], Awaitable[None]] | None = None
    """Called once after the start, before the first update: takes up what a kill interrupted."""
    work: Callable[[], Coroutine[Any, Any, None]] | None = None
    """Runs beside everything else from the start to the stop."""
    settled: Callable[[], Awaitable[None]] | None = None
    """Called after outcomes of the outbox's lines were stored; must be quick, and harmless when nothing concerns it."""
    export: Callable[[int], Awaitable[Mapping[str, Any]]] | None = None
    """All that is kept about the attendee with this id."""
    forget: Callable[[int], Awaitable[None]] | None = None
    """Deletes all that is kept about the attendee with this id."""
