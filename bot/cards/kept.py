"""What is shown and depends on nothing but the event and the reader's voice is made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from bot.event.model import Event

Made = TypeVar("Made")
"""A message, or several."""

_SNAPSHOTS = 2
"""Snapshots of which messages are kept: the one in force, and the one before while a new one comes in."""
_MESSAGES = 2000
"""Messages kept of one snapshot, a few kilobytes each."""

_kept: list[tuple[Event, dict[Hashable, Any]]] = []


def kept(event: Event, key: Hashable, make: Callable[[], Made]) -> Made:
    """``make()``, or what it gave the last time for this snapshot and ``key`` (which names all that it depends on)."""
    messages = _messages_of(event)
    known: Made | None = messages.get(key)
    if known is not None:
        return known
    if len(messages) >= _MESSAGES:
        messages.clear()
    made = messages[key] = make()
    return made


def _messages_of(event: Event) -> dict[Hashable, Any]:
    for snapshot, messages in _kept:
        if snapshot is event:
            return messages
    fresh: dict[Hashable, Any] = {}
    _kept[:] = [(event, fresh), *_kept[: _SNAPSHOTS - 1]]
    return fresh
