"""Somebody's agenda, and what is said to a star."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.agenda import listing
from bot.agenda.choices import Choice
from bot.agenda.choosing import times
from bot.agenda.model import clashes, minutes_until
from bot.cards.fit import fitted
from bot.cards.keyboards import button, column, grid, paging
from bot.cards.listing import hall_names, illustrative_note, number_buttons
from bot.cards.words import paragraphs
from bot.chat.context import Asked
from bot.event.model import Event, Session, SessionStatus
from bot.outbox.model import Message
from bot.texts import Texts

_NUMBERS_IN_ROW = 4
_PAGE = 8
_SOON = timedelta(minutes=11)
"""Who stars a session that starts this soon reads when, where no reminder comes any more."""
_SHORT = 60
"""UTF-16 units of a title in a toast, which has room for 200 in all."""


def agenda(event: Event, texts: Texts, sessions: Sequence[Session], page: int, *, reminders: bool) -> Message:
    """The starred sessions by day, a page of them, with what overlaps side by side and what is free between."""
    if not sessions:
        return _empty(texts)
    pages = listing.pages(sessions, _PAGE)
    page = min(max(page, 1), len(pages))
    first = pages[page - 1].start
    shown = sessions[first : pages[page - 1].stop]

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("⭐ <b>My agenda</b>"),
            listing.days(event, texts, sessions, first=first, count=len(shown), room=room),
            illustrative_note(texts, shown),
            None if reminders else texts.say("⏸ Your reminders are paused; /settings turns them on."),
        )

    return Message(
        fitted(html),
        keyboard=(
            *grid(texts, number_buttons(texts, shown, first + 1), _NUMBERS_IN_ROW),
            *paging(texts, page, len(pages), "agenda"),
            (button(texts, texts.say("📅 All as a calendar file"), "agenda_file"),),
            (button(texts, texts.say("⏰ My reminders"), "reminding"),),
        ),
    )


def page_at(sessions: Sequence[Session], now: datetime) -> int:
    """The page on which the first session stands that is not over; the last page when all are."""
    coming = next((place for place, session in enumerate(sessions) if session.end > now), len(sessions) - 1)
    return next((page for page, places in enumerate(listing.pages(sessions, _PAGE), 1) if coming in places), 1)


def starred(
    asked: Asked,
    session: Session,
    others: Sequence[Session],
    *,
    coming: Sequence[int] | None,
    choice: Choice,
    eve: bool,
) -> str:
    """The short answer to a star: what will happen now, or what is wrong with it.

    ``coming``: the minutes of the reminders that will come, of those that are chosen; None: they are paused.
    ``eve``: whether the evening before brings one.
    """
    texts, answer = asked.texts, _answer(asked, session, coming, choice, eve=eve)
    overlapping = clashes([*others, session]).get(session.id, ())
    if overlapping and session.start > asked.now:
        title = texts.pick(overlapping[0].title, limit=_SHORT)
        note = texts.say("⚠️ At the same time you have: {title}.", title=title)
        answer = Markup("{} {}").format(answer, note)
    return texts.plain(answer)


def unstarred(texts: Texts) -> str:
    """The short answer when a star is taken away."""
    return texts.plain(texts.say("Removed from your agenda; there will be no reminder."))


def gone(texts: Texts) -> str:
    """The short answer to a star on a session that the programme no longer has."""
    return texts.plain(texts.say("This session is no longer in the programme."))


def hushed(texts: Texts) -> str:
    """The short answer to the wish for no more reminders of a session."""
    return texts.plain(texts.say("🔕 No more reminders of this session; /reminders turns them on again."))


def _answer(asked: Asked, session: Session, coming: Sequence[int] | None, choice: Choice, *, eve: bool) -> Markup:
    texts, now = asked.texts, asked.now
    if session.status is SessionStatus.CANCELLED or session.start <= now:
        return _too_late(texts, session, now)
    if not coming and session.start - now <= _SOON:
        return _soon(asked.event, texts, session, now)
    if coming is None:
        return texts.say("⭐ In your agenda. Your reminders are paused; /settings turns them on.")
    return _promised(texts, coming, choice, eve=eve)


def _promised(texts: Texts, coming: Sequence[int], choice: Choice, *, eve: bool) -> Markup:
    if not coming and eve:
        return texts.say("⭐ In your agenda. I will remind you the evening before.")
    if not coming and choice.minutes:
        return texts.say("⭐ In your agenda. It is too late for the reminders that you chose: /reminders.")
    if not coming:
        return texts.say("⭐ In your agenda. You have chosen no reminders: /reminders.")
    if choice.moving:
        return texts.say(
            "⭐ In your agenda. If you must change hall, I will remind you before it starts: {times}.",
            times=times(texts, coming),
        )
    if set(coming) == {10} == choice.minutes:
        return texts.say("⭐ In your agenda. I will remind you 10 minutes before it starts.")
    return texts.say("⭐ In your agenda. I will remind you before it starts: {times}.", times=times(texts, coming))


def _too_late(texts: Texts, session: Session, now: datetime) -> Markup:
    if session.status is SessionStatus.CANCELLED:
        return texts.say("⭐ In your agenda. But this session is cancelled.")
    if session.end <= now:
        return texts.say("⭐ In your agenda. This session is over.")
    return texts.say("⭐ In your agenda. This session has begun.")


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
