"""A reminder, somebody's agenda, and what is said to a star."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.agenda.model import Reminder, clashes, minutes_until
from bot.cards.fit import fitted
from bot.cards.keyboards import button, column, grid, paging
from bot.cards.listing import hall_names, illustrative_note, number_buttons, numbered
from bot.cards.words import lines, paragraphs
from bot.event.model import Event, Session, SessionStatus
from bot.outbox.model import Message
from bot.texts import Texts

_NUMBERS_IN_ROW = 4
_PAGE = 8
_TITLE = 200
_SHORT = 60
"""UTF-16 units of a title in a toast, which has room for 200 in all."""


def reminder(event: Event, texts: Texts, session: Session, now: datetime) -> Message:
    """What is true at the moment of sending: how long until it starts, and where."""
    title = Markup("<b>{}</b>").format(texts.pick(session.title, limit=_TITLE))
    halls = hall_names(event, texts, session)
    left = texts.say_many(
        "⏰ {title} starts in {count} minute.",
        "⏰ {title} starts in {count} minutes.",
        minutes_until(session.start, now),
        title=title,
    )
    time = texts.moment(session.start, texts.span(session.start, session.end))
    return Message(
        paragraphs(
            left,
            lines(
                texts.say("📍 {hall}", hall=halls) if halls else texts.say("📍 The hall is not announced yet."),
                texts.say("🕘 {time}, {zone}", time=time, zone=texts.zone_name()),
            ),
            illustrative_note(texts, [session]),
        ),
        keyboard=column([button(texts, texts.say("Open the session"), "session", session.id)]),
    )


def agenda(event: Event, texts: Texts, sessions: Sequence[Session], page: int, *, reminders: bool) -> Message:
    """The starred sessions by day, a page of them, with what overlaps."""
    if not sessions:
        return _empty(texts)
    pages = -(-len(sessions) // _PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * _PAGE
    shown = sessions[first : first + _PAGE]
    numbers = {session.id: place for place, session in enumerate(sessions, 1)}

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("⭐ <b>My agenda</b>"),
            numbered(event, texts, shown, room=room, first=first + 1, days=True),
            _overlaps(texts, sessions, shown, numbers),
            illustrative_note(texts, shown),
            None if reminders else texts.say("⏸ Your reminders are paused; /settings turns them on."),
        )

    return Message(
        fitted(html),
        keyboard=(
            *grid(texts, number_buttons(texts, shown, first + 1), _NUMBERS_IN_ROW),
            *paging(texts, page, pages, "agenda"),
        ),
    )


def page_at(sessions: Sequence[Session], now: datetime) -> int:
    """The page on which the first session stands that is not over; the last page when all are."""
    coming = next((place for place, session in enumerate(sessions) if session.end > now), len(sessions) - 1)
    return max(coming, 0) // _PAGE + 1


def starred(
    event: Event, texts: Texts, session: Session, now: datetime, others: Sequence[Session], *, reminders: bool
) -> str:
    """The short answer to a star: what will happen now, or what is wrong with it."""
    overlapping = clashes([*others, session]).get(session.id, ())
    if overlapping and session.start > now:
        title = texts.pick(overlapping[0].title, limit=_SHORT)
        note = texts.say("⚠️ At the same time you have: {title}.", title=title)
        return texts.plain(Markup("{} {}").format(_answer(event, texts, session, now, reminders=reminders), note))
    return texts.plain(_answer(event, texts, session, now, reminders=reminders))


def unstarred(texts: Texts) -> str:
    """The short answer when a star is taken away."""
    return texts.plain(texts.say("Removed from your agenda; there will be no reminder."))


def gone(texts: Texts) -> str:
    """The short answer to a star on a session that the programme no longer has."""
    return texts.plain(texts.say("This session is no longer in the programme."))


def _answer(event: Event, texts: Texts, session: Session, now: datetime, *, reminders: bool) -> Markup:
    if session.status is SessionStatus.CANCELLED:
        return texts.say("⭐ In your agenda. But this session is cancelled.")
    if session.end <= now:
        return texts.say("⭐ In your agenda. This session is over.")
    if session.start <= now:
        return texts.say("⭐ In your agenda. This session has begun.")
    if now > Reminder(session.id, session.start).latest_star:
        return _soon(event, texts, session, now)
    if not reminders:
        return texts.say("⭐ In your agenda. Your reminders are paused; /settings turns them on.")
    return texts.say("⭐ In your agenda. I will remind you 10 minutes before it starts.")


def _soon(event: Event, texts: Texts, session: Session, now: datetime) -> Markup:
    """It starts before a reminder could be of use: this is the reminder."""
    minutes = minutes_until(session.start, now)
    halls = hall_names(event, texts, session)
    if halls is None:
        return texts.say_many(
            "⭐ In your agenda. It starts in {count} minute!",
            "⭐ In your agenda. It starts in {count} minutes!",
            minutes,
        )
    return texts.say_many(
        "⭐ In your agenda. It starts in {count} minute, in {hall}!",
        "⭐ In your agenda. It starts in {count} minutes, in {hall}!",
        minutes,
        hall=halls,
    )


def _overlaps(
    texts: Texts, sessions: Sequence[Session], shown: Sequence[Session], numbers: dict[str, int]
) -> Markup | None:
    found = clashes(sessions)
    notes = []
    for session in shown:
        others = found.get(session.id, ())
        if others:
            listed = texts.listed(texts.number(numbers[other.id]) for other in others)
            notes.append(
                texts.say("⚠️ {number} overlaps with {others}.", number=texts.number(numbers[session.id]), others=listed)
            )
    return lines(*notes) if notes else None


def _empty(texts: Texts) -> Message:
    return Message(
        paragraphs(
            texts.say("⭐ <b>My agenda</b>"),
            texts.say(
                "It is still empty. Open a session in the schedule and tap <b>{button}</b>: it is listed here, "
                "and I remind you 10 minutes before it starts.",
                button=texts.say("☆ Add to my agenda"),
            ),
        ),
        keyboard=column([button(texts, texts.say("🗓 Schedule"), "schedule")]),
    )
