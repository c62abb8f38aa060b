"""Groups: we answer only who calls us by name, shortly, and not again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

SILENCE = 60.0
"""Seconds after an answer in which a group gets no other."""


@dataclass(slots=True)
class Groups:
    """Remembers when each group was last spoken to."""

    monotonic: Callable[[], float] = time.monotonic
    _spoken: dict[int, float] = field(default_factory=dict)

    def may_speak(self, chat_id: int) -> bool:
        """Whether the group may be answered now; an answer is then counted."""
        now = self.monotonic()
        for group in [group for group, at in self._spoken.items() if now - at >= SILENCE]:
            del self._spoken[group]
        if chat_id in self._spoken:
            return False
        self._spoken[chat_id] = now
        return True
