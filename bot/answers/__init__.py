"""Typed questions: a fact or the right sessions at once, a choice of three, or the honest "I do not know"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.answers.chat import AnswersChat
from bot.answers.choosing import Choose
from bot.answers.engine import Engine
from bot.attendees.model import Attendee
from bot.cards import Link
from bot.chat.context import Tap
from bot.event.model import Event
from bot.feature import Feature
from bot.texts import Texts


def feature(
    *,
    engine: Callable[[Event], Awaitable[Engine]],
    voice: Callable[[str, Event, Attendee], Texts],
    link: Link,
    starred: Callable[[int, str], bool] = lambda _, __: False,
    organizers: str | None = None,
    vector: Callable[[str], Awaitable[tuple[float, ...] | None]] | None = None,
    choose: Choose | None = None,
    work: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> Feature:
    """The feature.

    ``engine``: gives the engine of a snapshot. ``voice``: an attendee's Texts in a language. ``link``: from a start
    parameter to the address of this bot. ``starred``: whether an attendee has starred a session. ``organizers``: the
    tap that asks the organizers, where there is a help desk. ``vector``: what the embedding model makes of a question,
    ``work``: how it gets ready beside everything else. ``choose``: a second opinion on "did you mean".
    """
    chat = AnswersChat(engine, voice, link, starred, organizers, vector, choose)
    return Feature(
        name="answers",
        typed=chat.typed,
        inline=chat.inline,
        taps=(Tap("meant", chat.meant), Tap("not_meant", chat.not_meant), Tap("none_meant", chat.none_meant)),
        work=work,
        forget=chat.forget,
    )
