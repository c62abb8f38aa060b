"""When each of a crowd has its turn, for the last to be in time. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

SHARE = 0.95
"""Of the rate over all: what reminders count on when the start of their sending is planned."""
MARGIN = timedelta(seconds=0.5)
"""What the last message takes from its departure until it has arrived: a round of the delivery and a trip."""


def starts(crowds: Mapping[datetime, int], pace: float) -> dict[datetime, datetime]:
    """When the first of each crowd leaves, at ``pace`` a second, for the last to arrive before its promised minute.

    Planned from the last minute backwards: a crowd that still sends when the next must begin begins so much earlier.
    """
    plan: dict[datetime, datetime] = {}
    free_until: datetime | None = None
    for promised in sorted(crowds, reverse=True):
        end = promised - MARGIN if free_until is None else min(promised - MARGIN, free_until)
        free_until = plan[promised] = end - timedelta(seconds=crowds[promised] / pace)
    return plan
