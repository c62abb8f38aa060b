"""Sessions in a list: grouped by day and time, each with the number of its button."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.cards.keyboards import button
from bot.cards.words import SIGNS, paragraphs
from bot.event.days import event_day
from bot.event.model import Event, Session, SessionStatus
from bot.outbox.model import Button
from bot.texts import Texts

_TITLE = 160
_HALL = 60


def numbered(
    event: Event,
    texts: Texts,
    sessions: Sequence[Session],
    *,
    room: int,
    first: int = 1,
    days: bool = False,
    halls: bool = True,
) -> Markup:
    """The sessions under their times, numbered from ``first``; with ``days`` also under their days.

    ``halls=False`` leaves the halls out, where they are all the same.
    """
    count = iter(range(first, first + len(sessions)))
    blocks: list[Markup] = []
    for day, on_day in groupby(sessions, key=lambda each: event_day(each.start, event.zone, event.day_change)):
        if days:
            blocks.append(Markup("🗓 <b>{}</b>").format(texts.day(day)))
        blocks.extend(_at_times(event, texts, list(on_day), count, room=room, halls=halls))
    return paragraphs(*blocks)


def number_buttons(texts: Texts, sessions: Sequence[Session], first: int = 1) -> list[Button]:
    """The buttons that open the sessions of a list, by their numbers."""
    return [button(texts, texts.number(first + at), "session", each.id) for at, each in enumerate(sessions)]


def illustrative_note(texts: Texts, sessions: Sequence[Session]) -> Markup | None:
    """Says that a programme is an example, where any of these sessions is one."""
    if not any(each.illustrative for each in sessions):
        return None
    return texts.say("🔸 <i>An illustrative programme: the real one is not announced yet.</i>")


def session_title(texts: Texts, session: Session, limit: int) -> Markup:
    """The title, struck out where the session is cancelled, with its sign and its state."""
    title = texts.pick(session.title, limit=limit)
    if session.status is SessionStatus.CANCELLED:
        return texts.say("❌ <s>{title}</s> (cancelled)", title=title)
    if session.status is SessionStatus.MOVED:
        return texts.say("🔁 {title} (moved)", title=title)
    sign = SIGNS.get(session.type)
    return Markup("{} {}").format(sign, title) if sign else title


def hall_names(event: Event, texts: Texts, session: Session, room: int = _HALL) -> Markup | None:
    """The halls of a session; None where it has none."""
    names = [texts.pick(event.halls[id_].name, limit=min(room, _HALL)) for id_ in session.halls if id_ in event.halls]
    return texts.listed(names) if names else None


def _at_times(
    event: Event, texts: Texts, sessions: Sequence[Session], count: Iterator[int], *, room: int, halls: bool
) -> Iterator[Markup]:
    for (start, end), together in groupby(sessions, key=lambda each: (each.start, each.end)):
        rows = [Markup("🕘 <b>{}</b>").format(texts.span(start, end))]
        for session in together:
            title = session_title(texts, session, min(room, _TITLE))
            hall = hall_names(event, texts, session, room) if halls else None
            number = texts.number(next(count))
            rows.append(
                texts.say("{number}. {title} · {hall}", number=number, title=title, hall=hall)
                if hall
                else texts.say("{number}. {title}", number=number, title=title)
            )
        yield Markup("\n").join(rows)
