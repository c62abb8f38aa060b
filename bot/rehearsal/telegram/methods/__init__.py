"""The methods of the Bot API that the fake knows, by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.rehearsal.telegram.methods import edits, identity, incoming, inline, media, sending, taps
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import World

Method = Callable[[World, Parameters], object | Awaitable[object]]

METHODS: Mapping[str, Method] = {
    name.lower(): method
    for room in (incoming, sending, media, edits, taps, inline, identity)
    for name, method in room.METHODS.items()
}
"""Names in lower case: Telegram does not tell them apart."""

__all__ = ["METHODS", "Method"]
