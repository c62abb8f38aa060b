"""What was found for an inline query as a page of cards to share, in the language of who shares them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.answers.render import Desk, card
from bot.cards import full_name, session_card
from bot.cards.keyboards import plain_label
from bot.cards.listing import hall_names, session_title
from bot.cards.words import not_announced
from bot.chat.context import InlinePage, Shared
from bot.event.model import Fact, Session
from bot.event.programme import programme_of
from bot.outbox.model import Button, Keyboard, Message

PAGE = 20
"""Cards of a page: more than a screen shows, and few enough to come at once."""
TITLE, DESCRIPTION = 100, 120
"""UTF-16 units of the two lines of a card in the list."""
MINUTE = 60
"""Seconds: in which minute of the clock it is decides what is on now."""


def page(desk: Desk, ids: Sequence[str], offset: str, now: datetime) -> InlinePage:
    """The page that begins at ``offset``, a count; one that is no count shows nothing."""
    seconds = MINUTE - now.second
    if not ids:
        return InlinePage(
            seconds=seconds,
            invitation=desk.texts.plain(desk.texts.say("Nothing found. Ask me in a private chat")),
        )
    first = int(offset or "0") if len(offset) < len("100000") and (not offset or offset.isdecimal()) else len(ids)
    shared = tuple(_shared(desk, id_, now) for id_ in ids[first : first + PAGE])
    more = str(first + PAGE) if first + PAGE < len(ids) else ""
    return InlinePage(shared, more, seconds)


def _shared(desk: Desk, id_: str, now: datetime) -> Shared:
    event, texts = desk.event, desk.texts
    if id_ in event.sessions:
        session = event.sessions[id_]
        html = session_card(event, texts, session, starred=False, link=desk.link).html
        title, about, start = session_title(texts, session, TITLE), _when(desk, session, now), f"session_{id_}"
    elif id_ in event.facts:
        fact = event.facts[id_]
        html, title, about, start = card(desk, id_).html, texts.pick(fact.question), _answer(desk, fact), f"fact_{id_}"
    else:
        html, title, about, start = card(desk, id_).html, _name(desk, id_), Markup(""), ""
    return Shared(
        id_,
        plain_label(texts, title, TITLE),
        plain_label(texts, about, DESCRIPTION),
        Message(html, keyboard=_way(desk, start)),
    )


def _way(desk: Desk, start: str) -> Keyboard:
    """The way from the shared card to the bot: a tap there would have no private chat to answer in."""
    return ((Button(desk.texts.plain(desk.texts.say("↗️ Open in the bot")), url=desk.link(start)),),)


def _when(desk: Desk, session: Session, now: datetime) -> Markup:
    texts = desk.texts
    programme = programme_of(desk.event)
    moment = None
    if session in programme.now(now):
        moment = texts.say("⏱ Now")
    elif session in programme.next(now):
        moment = texts.say("⏭ Next")
    day = texts.short_day(texts.local(session.start).date())
    when = texts.say("{day}, {time}", day=day, time=texts.span(session.start, session.end))
    return Markup(" · ").join(part for part in (moment, when, hall_names(desk.event, texts, session)) if part)


def _answer(desk: Desk, fact: Fact) -> Markup:
    if fact.unknown or fact.answer is None:
        return not_announced(desk.texts)
    return desk.texts.pick(fact.answer, limit=DESCRIPTION)


def _name(desk: Desk, id_: str) -> Markup:
    event, texts = desk.event, desk.texts
    if id_ in event.speakers:
        return texts.say("🎤 {name}", name=full_name(texts, event.speakers[id_]))
    thing = event.halls.get(id_) or event.places[id_]
    return texts.say("📍 {place}", place=texts.pick(thing.name))
