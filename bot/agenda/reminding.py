"""What reminders say, made at the moment of sending; and the cards of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.agenda.missed import Silence
from bot.agenda.model import minutes_until, walk
from bot.cards.fit import fitted
from bot.cards.keyboards import button, column, grid
from bot.cards.listing import hall_names, illustrative_note, number_buttons, numbered
from bot.cards.prayers import prayers_in_short
from bot.cards.words import lines, paragraphs
from bot.event.model import Event, Session
from bot.event.programme import overlap
from bot.event.programme import takes_place as held
from bot.outbox.model import Keyboard, Message
from bot.texts import Texts

_TITLE = 200
_NUMBERS_IN_ROW = 4
_MOST = 12
"""Sessions on the card of a day; more are in the agenda."""


def reminder(
    event: Event, texts: Texts, session: Session, now: datetime, agenda: Sequence[Session], *, more: bool
) -> Message:
    """What is true at the moment of sending: how long until it starts, and where. ``more``: further ones will come."""
    title = Markup("<b>{}</b>").format(texts.pick(session.title, limit=_TITLE))
    halls = hall_names(event, texts, session)
    left = texts.say_many(
        "⏰ {title} starts in {count} minute.",
        "⏰ {title} starts in {count} minutes.",
        minutes_until(session.start, now),
        title=title,
    )
    time = texts.moment(session.start, texts.span(session.start, session.end))
    open_ = button(texts, texts.say("Open the session"), "session", session.id)
    hush = button(texts, texts.say("🔕 No more reminders of it"), "hush", session.id)
    return Message(
        paragraphs(
            left,
            lines(
                texts.say("📍 {hall}", hall=halls) if halls else texts.say("📍 The hall is not announced yet."),
                _way(event, texts, session, agenda),
                texts.say("🕘 {time}, {zone}", time=time, zone=texts.zone_name()),
            ),
            _at_the_same_time(texts, session, agenda),
            illustrative_note(texts, [session]),
        ),
        keyboard=column([open_, hush] if more else [open_]),
    )


def tomorrow(event: Event, texts: Texts, sessions: Sequence[Session], day: date) -> Message:
    """The evening before: what somebody starred for the next day."""

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("🌙 <b>Your sessions tomorrow</b>, {date}", date=texts.day(day)),
            _listed(event, texts, sessions, room),
            illustrative_note(texts, sessions),
        )

    return Message(fitted(html), keyboard=_numbers(texts, sessions))


def today(event: Event, texts: Texts, sessions: Sequence[Session], day: date) -> Message:
    """The morning's card: the day's agenda and its prayer times."""

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("☀️ <b>Good morning! Your day</b>, {date}", date=texts.day(day)),
            _listed(event, texts, sessions, room)
            if sessions
            else texts.say("You have starred nothing for today; the programme is one tap away."),
            prayers_in_short(event, texts, day),
            illustrative_note(texts, sessions),
        )

    schedule = button(texts, texts.say("🗓 Schedule"), "schedule")
    return Message(fitted(html), keyboard=(*_numbers(texts, sessions), (schedule,)))


def missed(event: Event, texts: Texts, silence: Silence) -> Message:
    """For an organizer: which reminders could not be sent while the bot was away."""
    since, until = texts.local(silence.since), texts.local(silence.until)
    told = [
        texts.say("• {title}: {count}", title=texts.pick(event.sessions[id_].title, limit=_TITLE), count=count)
        for id_, count in silence.by_session.items()
        if id_ in event.sessions
    ]
    return Message(
        paragraphs(
            texts.say_many(
                "⚠️ While I was away ({time}), {count} reminder could not be sent before its session began.",
                "⚠️ While I was away ({time}), {count} reminders could not be sent before their sessions began.",
                silence.total,
                time=texts.span(since, until),
            ),
            lines(*told),
        )
    )


def _listed(event: Event, texts: Texts, sessions: Sequence[Session], room: int) -> Markup:
    more = len(sessions) - _MOST
    return paragraphs(
        numbered(event, texts, sessions[:_MOST], room=room),
        texts.say_many("{count} more is in /agenda.", "{count} more are in /agenda.", more) if more > 0 else None,
    )


def _numbers(texts: Texts, sessions: Sequence[Session]) -> Keyboard:
    return grid(texts, number_buttons(texts, sessions[:_MOST]), _NUMBERS_IN_ROW)


def _way(event: Event, texts: Texts, session: Session, agenda: Sequence[Session]) -> Markup | None:
    known = walk(event, session, agenda)
    if known is None:
        return None
    hall, minutes = known
    return texts.say_many(
        "🚶 About {count} minute on foot from {hall}",
        "🚶 About {count} minutes on foot from {hall}",
        minutes,
        hall=texts.pick(event.halls[hall].name, limit=60),
    )


def _at_the_same_time(texts: Texts, session: Session, agenda: Sequence[Session]) -> Markup | None:
    other = next((one for one in agenda if one.id != session.id and held(one) and overlap(one, session)), None)
    if other is None:
        return None
    return texts.say("⚠️ At the same time you have: {title}.", title=texts.pick(other.title, limit=_TITLE))
