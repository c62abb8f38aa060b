"""What each chat asked last and what it was shown: kept for ten minutes, for follow-ups and for "not what I meant"."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.answers.model import Answer, Context, Outcome, Question

LASTS = timedelta(minutes=10)
MOST = 20_000
"""Chats remembered at once; the oldest is forgotten first."""


@dataclass(slots=True)
class Conversations:
    """By chat. In memory only: after a restart the next question stands alone."""

    _last: OrderedDict[int | str, tuple[Context, tuple[str, ...]]] = field(default_factory=OrderedDict)

    def context(self, chat: int | str, now: datetime) -> Context | None:
        """What a follow-up may lean on; None when it was too long ago."""
        kept = self._last.get(chat)
        return kept[0] if kept and timedelta() <= now - kept[0].at <= LASTS else None

    def others(self, chat: int | str) -> tuple[str, ...]:
        """What else the last question may have meant."""
        kept = self._last.get(chat)
        return kept[1] if kept else ()

    def keep(self, chat: int | str, question: Question, answer: Answer) -> None:
        """Remember an answered question; small talk changes nothing."""
        if answer.outcome is Outcome.SOCIAL:
            return
        asked = answer.understood_as or question.text
        rest = tuple(each.id for each in answer.candidates if each.id not in answer.ids)
        self._last[chat] = (Context(asked, answer.ids, question.at), rest)
        self._last.move_to_end(chat)
        while len(self._last) > MOST:
            self._last.popitem(last=False)

    def forget(self, chat: int | str) -> None:
        """Forget a chat."""
        self._last.pop(chat, None)
