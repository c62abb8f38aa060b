"""Telegram's limits: a message is made with less room for its texts until it fits."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.outbox.split import TEXT, length

ROOMS = (2400, 900, 300, 90, 30)
"""UTF-16 units that the longest text of a message may have, tried from the first on."""


def fitted(make: Callable[[int], Markup], limit: int = TEXT) -> Markup:
    """The first of ``make(room)`` that Telegram takes as one message."""
    html = Markup("")
    for room in ROOMS:
        html = make(room)
        if len(html) * 2 <= limit or length(html) <= limit:
            break
    return html
