"""A set of sessions as one button of "did you mean": what the button says, and how its tap finds the set again."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from bot.event.model import Event

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 56
"""Characters of callback data beside the tap's name."""


def packed(event: Event, ids: Iterable[str]) -> str | None:
    """Which sessions, as a short text without memory of the question; None where it would be too long for a button."""
    wanted = set(ids)
    places = [place for place, id_ in enumerate(event.sessions) if id_ in wanted]
    if not places:
        return None
    mask = sum(1 << (place - places[0]) for place in places)
    text = f"{places[0]}.{_written(mask)}.{_check(id_ for id_ in event.sessions if id_ in wanted)}"
    return text if len(text) <= LONGEST else None


def unpacked(event: Event, text: str) -> tuple[str, ...]:
    """The sessions; none where the text is no such set, or the programme has changed since."""
    parts = text.split(".")
    if len(text) > LONGEST or len(parts) != 3 or not parts[0].isdecimal() or not set(parts[1]) <= set(_DIGITS):
        return ()
    first, mask = int(parts[0]), int(parts[1] or "0", len(_DIGITS))
    ids = tuple(id_ for place, id_ in enumerate(event.sessions) if place >= first and mask >> (place - first) & 1)
    return ids if _check(ids) == parts[2] else ()


def _written(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def _check(ids: Iterable[str]) -> str:
    return f"{crc32(' '.join(ids).encode()):08x}"[:5]
