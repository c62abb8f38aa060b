"""The days of an agenda: sessions one below the other, those at one time side by side, and what is free between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.agenda.model import gaps
from bot.cards.listing import hall_names, session_title
from bot.cards.words import lines, paragraphs
from bot.event.days import event_day
from bot.event.model import Event, Session
from bot.event.programme import overlap
from bot.event.programme import takes_place as held
from bot.texts import Texts

_TITLE = 160
Numbered = tuple[int, Session]


def days(event: Event, texts: Texts, sessions: Sequence[Session], *, first: int, count: int, room: int) -> Markup:
    """``count`` sessions from the one at ``first`` on; each is numbered by its place among all of them."""
    parts: list[Markup] = []
    every = enumerate(sessions, 1)
    for day, numbered in groupby(every, key=lambda each: event_day(each[1].start, event.zone, event.day_change)):
        on_day = list(numbered)
        shown = [each for each in on_day if first < each[0] <= first + count]
        if shown:
            parts.append(Markup("🗓 <b>{}</b>").format(texts.day(day)))
            parts.extend(_blocks(event, texts, on_day, shown, room))
    return paragraphs(*parts)


def pages(sessions: Sequence[Session], most: int) -> list[range]:
    """The places (from 0) of the sessions of each page: ``most``, or fewer so that what overlaps stays together."""
    found: list[range] = []
    for together in clusters(list(enumerate(sessions))):
        first, end = together[0][0], together[-1][0] + 1
        if found and end - found[-1].start <= most:
            found[-1] = range(found[-1].start, end)
        else:
            found.extend(range(start, min(start + most, end)) for start in range(first, end, most))
    return found


def _blocks(
    event: Event, texts: Texts, on_day: Sequence[Numbered], shown: Sequence[Numbered], room: int
) -> Iterator[Markup]:
    free = {end: (start, end) for start, end in gaps([session for _, session in on_day])}
    for together in clusters(shown):
        gap = free.get(together[0][1].start)
        if gap is not None and held(together[0][1]):
            yield texts.say("▫️ Free: {time} ({length})", time=texts.span(*gap), length=texts.duration(gap[1] - gap[0]))
        if len(together) == 1:
            number, session = together[0]
            time = Markup("🕘 <b>{}</b>").format(texts.span(session.start, session.end))
            yield lines(time, _line(event, texts, number, session, room))
        else:
            yield lines(
                texts.say("⚠️ <b>At the same time</b>"),
                *(_timed(event, texts, number, session, room) for number, session in together),
            )


def clusters(sessions: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Sessions in order of their start, those together that overlap, also by way of a third."""
    group: list[Numbered] = []
    for each in sessions:
        if group and not (held(each[1]) and any(held(one) and overlap(one, each[1]) for _, one in group)):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _timed(event: Event, texts: Texts, number: int, session: Session, room: int) -> Markup:
    line = _line(event, texts, number, session, room)
    return texts.say("{session}\n    🕘 {time}", session=line, time=texts.span(session.start, session.end))


def _line(event: Event, texts: Texts, number: int, session: Session, room: int) -> Markup:
    title, hall = session_title(texts, session, min(room, _TITLE)), hall_names(event, texts, session, room)
    shown = texts.number(number)
    if hall is None:
        return texts.say("{number}. {title}", number=shown, title=title)
    return texts.say("{number}. {title} · {hall}", number=shown, title=title, hall=hall)
