"""An answer as messages: each outcome with its own words and buttons, in the language that was asked in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from markupsafe import Markup

from bot.answers.model import Answer, Emptiness, Outcome
from bot.answers.offers import packed, unpacked
from bot.answers.small_talk import small_talk
from bot.cards import Link, fact_card, hall_card, place_card, session_card, speaker_card
from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, grid
from bot.cards.listing import illustrative_note, number_buttons, numbered
from bot.cards.words import paragraphs
from bot.event.calendar import today
from bot.event.model import Event, Session
from bot.event.programme import programme_of
from bot.outbox.model import Button, Message
from bot.texts import Texts
from bot.texts.marks import msgid

CHOICES = 3
"""Buttons of "did you mean"."""
_LISTED = 32
_NUMBERS_IN_ROW = 4
_SLOT_CHOICES = 8
_TITLE = 24
"""UTF-16 units of the first title on the button of a set."""

EMPTY = {
    Emptiness.NOTHING_THEN: msgid("There is nothing in the programme for that."),
    Emptiness.OUTSIDE_DATES: msgid("That date is outside the conference: it runs from {first} to {last}."),
    Emptiness.BEFORE_EVENT: msgid("The conference has not begun yet: it runs from {first} to {last}."),
    Emptiness.AFTER_EVENT: msgid("The conference is over: it ran from {first} to {last}."),
}

DECLINED = {
    "medical_advice": msgid("I cannot give medical advice; please ask a doctor."),
    "weather": msgid("I know nothing about the weather."),
    "currency_market": msgid("I do not follow prices and markets."),
    "sport": msgid("I do not follow sports."),
    "politics": msgid("I do not follow the news."),
    "fun": msgid("I leave entertainment to others."),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the messages need beside the answer. ``organizers``: a tap that asks them, where the bot has a help desk."""

    event: Event
    texts: Texts
    now: datetime
    link: Link
    starred: Callable[[str], bool] = lambda _: False
    organizers: str | None = None

    @property
    def day(self) -> date:
        """What people at the event call today."""
        return today(self.event, self.now)


def messages(desk: Desk, answer: Answer) -> tuple[Message, ...]:
    """The messages of an answer, at least one; the same answer is written once for all readers of a language."""
    said: tuple[object, ...] = (
        answer.outcome,
        answer.ids,
        answer.offered,
        answer.social,
        answer.emptiness,
        answer.off_topic,
    )
    if answer.emptiness is Emptiness.NOTHING_NOW:
        said = (*said, desk.now.replace(second=0, microsecond=0))
    stars = tuple(id_ for id_ in answer.ids if answer.outcome is Outcome.FOUND and desk.starred(id_))
    key = ("answer", desk.texts, said, stars, desk.organizers, desk.day)
    return kept(desk.event, key, lambda: _made(desk, answer))


def _made(desk: Desk, answer: Answer) -> tuple[Message, ...]:
    match answer.outcome:
        case Outcome.FOUND:
            return _found(desk, answer)
        case Outcome.SEVERAL:
            return (_several(desk, answer),)
        case Outcome.SLOT:
            return (_slot(desk, answer),)
        case Outcome.EMPTY:
            return (_empty(desk, answer),)
        case Outcome.SOCIAL:
            return (small_talk(desk.event, desk.texts, answer.social),)
        case _:
            return (_declined(desk, answer),)


def others(desk: Desk, ids: Sequence[str]) -> Message:
    """After "not what I meant": what else it may have been."""
    say = desk.texts.say
    buttons = choices(desk, ids)
    if not buttons:
        return not_known(desk, say("Then please ask again in other words, or choose:"))
    return Message(say("Sorry. Was it one of these?"), keyboard=column((*buttons, _none(desk))))


def not_known(desk: Desk, html: Markup) -> Message:
    """A message that ends in the next steps: what can be looked up, and the organizers where they can be asked."""
    say = desk.texts.say
    rows = [
        *grid(
            desk.texts,
            [button(desk.texts, say("🗓 Schedule"), "schedule"), button(desk.texts, say("📍 Venue"), "venue")],
            2,
        )
    ]
    rows.append((button(desk.texts, say("📝 Registration"), "registration"),))
    if desk.organizers:
        rows.append((button(desk.texts, say("🙋 Ask the organizers"), desk.organizers),))
    return Message(html, keyboard=tuple(rows))


def choices(desk: Desk, ids: Sequence[str], most: int = CHOICES) -> list[Button]:
    """Buttons that show things by their names."""
    event, texts = desk.event, desk.texts
    made: list[Button] = []
    for id_ in ids[:most]:
        if id_ in event.facts:
            made.append(button(texts, texts.pick(event.facts[id_].question), "fact", id_))
        elif id_ in event.sessions:
            session = event.sessions[id_]
            label = texts.say(
                "{title} ({time})", title=texts.pick(session.title, limit=90), time=_short_time(desk, session)
            )
            made.append(button(texts, label, "session", id_))
        elif id_ in event.halls:
            made.append(button(texts, texts.say("📍 {place}", place=texts.pick(event.halls[id_].name)), "hall", id_))
        elif id_ in event.places:
            made.append(button(texts, texts.say("📍 {place}", place=texts.pick(event.places[id_].name)), "place", id_))
    return made


def _short_time(desk: Desk, session: Session) -> Markup:
    local = session.start.astimezone(desk.event.zone)
    return desk.texts.say("{day}, {time}", day=desk.texts.short_day(local.date()), time=desk.texts.clock(session.start))


def _found(desk: Desk, answer: Answer) -> tuple[Message, ...]:
    sessions = [desk.event.sessions[id_] for id_ in answer.ids if id_ in desk.event.sessions]
    shown = [card(desk, id_) for id_ in answer.ids if id_ not in desk.event.sessions]
    if len(sessions) == 1:
        shown.append(
            session_card(desk.event, desk.texts, sessions[0], starred=desk.starred(sessions[0].id), link=desk.link)
        )
    elif sessions:
        shown.append(_session_list(desk, sessions))
    last = shown[-1]
    doubt = button(desk.texts, desk.texts.say("🤔 Not what I meant"), "not_meant")
    return (*shown[:-1], Message(last.html, keyboard=(*last.keyboard, (doubt,)), pin=last.pin, document=last.document))


def card(desk: Desk, id_: str) -> Message:
    """The card of a fact, a hall, a place or a speaker."""
    event, texts = desk.event, desk.texts
    if id_ in event.facts:
        return fact_card(event, texts, event.facts[id_], desk.day)
    if id_ in event.halls:
        return hall_card(event, texts, event.halls[id_])
    if id_ in event.places:
        return place_card(event, texts, event.places[id_], desk.day)
    return speaker_card(event, texts, event.speakers[id_])


def _session_list(desk: Desk, sessions: Sequence[Session]) -> Message:
    def html(room: int) -> Markup:
        return paragraphs(
            illustrative_note(desk.texts, sessions), numbered(desk.event, desk.texts, sessions, room=room, days=True)
        )

    numbers = number_buttons(desk.texts, sessions[:_LISTED])
    return Message(fitted(html), keyboard=grid(desk.texts, numbers, _NUMBERS_IN_ROW))


def _several(desk: Desk, answer: Answer) -> Message:
    buttons = [button for id_ in answer.ids[:CHOICES] for button in _choice(desk, id_, answer.offered)]
    return Message(desk.texts.say("Did you mean one of these?"), keyboard=column((*buttons, _none(desk))))


def _choice(desk: Desk, id_: str, offered: Sequence[str]) -> list[Button]:
    """The button of one thing, or of the whole set that begins with it."""
    packed_set = packed(desk.event, offered) if len(offered) > 1 and offered[0] == id_ else None
    if packed_set is None:
        return choices(desk, (id_,))
    session = desk.event.sessions[id_]
    label = desk.texts.say_many(
        "{count} session: {title} ({time}) …",
        "{count} sessions: {title} ({time}) …",
        len(offered),
        title=desk.texts.pick(session.title, limit=_TITLE),
        time=_short_time(desk, session),
    )
    return [button(desk.texts, label, "meant", packed_set)]


def meant(desk: Desk, packed_set: str) -> Message:
    """The set of sessions for which a button stood."""
    ids = unpacked(desk.event, packed_set)
    if not ids:
        return not_known(desk, desk.texts.say("The programme has changed since. Please ask again, or choose:"))
    return _session_list(desk, [desk.event.sessions[id_] for id_ in ids])


def _none(desk: Desk) -> Button:
    return button(desk.texts, desk.texts.say("None of these"), "none_meant")


def _slot(desk: Desk, answer: Answer) -> Message:
    return Message(
        desk.texts.say("There are several of these. Which one do you mean?"),
        keyboard=column((*choices(desk, answer.ids, _SLOT_CHOICES), _none(desk))),
    )


def _nothing_now(desk: Desk) -> Message | None:
    """Between sessions: what comes next, as /now tells it; None where nothing comes."""
    coming = programme_of(desk.event).state(desk.now).next
    if not coming:
        return None
    say, start = desk.texts.say, coming[0].start
    local = desk.texts.local(start).date()
    time = desk.texts.moment(start, desk.texts.time(start))
    following = (
        say("⏭ <b>Next</b>: {time}", time=time)
        if local == desk.texts.local(desk.now).date()
        else say("⏭ <b>Next</b>: {date}, {time}", date=desk.texts.day(local), time=time)
    )
    shown = _session_list(desk, coming)
    return replace(shown, html=paragraphs(say("⏸ No session is going on now."), following, shown.html))


def _empty(desk: Desk, answer: Answer) -> Message:
    between = _nothing_now(desk) if answer.emptiness is Emptiness.NOTHING_NOW else None
    if between is not None:
        return between
    days = desk.event.days
    msg = EMPTY.get(answer.emptiness or Emptiness.NOTHING_THEN, EMPTY[Emptiness.NOTHING_THEN])
    html = (
        desk.texts.say(msg, first=desk.texts.day(days[0].date), last=desk.texts.day(days[-1].date))
        if days
        else desk.texts.say(msg)
    )
    say = desk.texts.say
    ways = [button(desk.texts, say("🗓 Schedule"), "schedule"), button(desk.texts, say("⏭ Next"), "next")]
    return Message(html, keyboard=grid(desk.texts, ways, 2))


def _declined(desk: Desk, answer: Answer) -> Message:
    say = desk.texts.say
    about = DECLINED.get(answer.off_topic or "")
    emergency = None
    if answer.off_topic == "medical_advice" and desk.event.emergency_number:
        emergency = say(
            "In an emergency call {number}.", number=Markup("<b>{}</b>").format(desk.event.emergency_number)
        )
    html = paragraphs(
        say(about) if about else say("I do not know that."),
        emergency,
        say(
            "I answer questions about {event}: the programme, the venue, registration.",
            event=desk.texts.pick(desk.event.short_name),
        ),
    )
    return not_known(desk, html)
