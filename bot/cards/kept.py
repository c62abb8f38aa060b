"""Messages that depend on nothing but the event and the reader's voice are made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from bot.event.model import Event
from bot.outbox.model import Message

_SNAPSHOTS = 2
"""Snapshots of which messages are kept: the one in force, and the one before while a new one comes in."""
_MESSAGES = 2000
"""Messages kept of one snapshot, a few kilobytes each."""

_kept: list[tuple[Event, dict[Hashable, Message]]] = []


def kept(event: Event, key: Hashable, make: Callable[[], Message]) -> Message:
    """``make()``, or what it gave the last time for this snapshot and ``key`` (which names all that it depends on)."""
    messages = _messages_of(event)
    message = messages.get(key)
    if message is None:
        if len(messages) >= _MESSAGES:
            messages.clear()
        message = messages[key] = make()
    return message


def _messages_of(event: Event) -> dict[Hashable, Message]:
    for snapshot, messages in _kept:
        if snapshot is event:
            return messages
    fresh: dict[Hashable, Message] = {}
    _kept[:] = [(event, fresh), *_kept[: _SNAPSHOTS - 1]]
    return fresh
