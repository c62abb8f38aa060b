"""A line and its outcome as the rows that are stored. Pure."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from bot.outbox.model import Line, Settled, State

LEAD = timedelta(hours=1)
"""The longest time before its promised moment that a line may become due."""


def row_of(line: Line) -> dict[str, Any]:
    """A new row. Raises ``ValueError`` for a line that is due too long before its promise."""
    promised = line.promised or line.due
    if not line.due <= promised <= line.due + LEAD:
        raise ValueError(f"{line.key} is due {line.due} but promised for {promised}")
    given = {field.name: getattr(line, field.name) for field in fields(Line)}
    return given | {"promised": promised, "state": State.WAITING, "attempts": 0}


def outcome_of(each: Settled, now: datetime) -> dict[str, Any]:
    """The parameters that store what became of a row."""
    return {
        "number": each.id,
        "new_state": each.state,
        "new_attempts": each.attempts,
        "new_chat_id": each.chat_id,
        "new_detail": each.detail[:255] if each.detail else None,
        "new_message_id": each.message_id,
        "new_settled": None if each.state is State.WAITING else now,
    }
