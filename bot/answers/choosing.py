"""A second opinion on "did you mean": one of the choices becomes the answer, or all of them are shown as before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.answers.model import Answer, Outcome, Question
from bot.event.model import Event

Choose = Callable[[str, Sequence[str]], Awaitable[int | None]]
"""From a question and the names of the choices to the position of the one that was meant; None: it does not know."""


async def settled(answer: Answer, question: Question, event: Event, choose: Choose | None) -> Answer:
    """The answer, with the one choice that was meant where there were several and somebody knows."""
    if choose is None or answer.outcome is not Outcome.SEVERAL:
        return answer
    place = await choose(answer.understood_as or question.text, [_named(event, id_) for id_ in answer.ids])
    if place is None:
        return answer
    ids = answer.offered if answer.offered[:1] == (answer.ids[place],) else (answer.ids[place],)
    return replace(answer, outcome=Outcome.FOUND, ids=ids, offered=(), scheduled=len(ids) > 1 or answer.scheduled)


def _named(event: Event, id_: str) -> str:
    if id_ in event.facts:
        names = event.facts[id_].question
    elif id_ in event.sessions:
        names = event.sessions[id_].title
    else:
        names = (event.halls[id_] if id_ in event.halls else event.places[id_]).name
    return " / ".join(names.every())
