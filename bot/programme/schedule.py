"""The schedule as messages: by day, by hall, by track."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, grid, paging, row
from bot.cards.listing import illustrative_note, number_buttons, numbered
from bot.cards.words import lines, paragraphs
from bot.event.calendar import hijri_date
from bot.event.model import Event, EventDay, Hall, Session, Track
from bot.event.programme import programme_of
from bot.outbox.model import Button, Keyboard, Message
from bot.programme.pages import NAMES, SESSIONS, Page, page_of, page_with
from bot.texts import Texts

_DAYS_IN_ROW = 3
_DAYS_SHOWN = 9
_NUMBERS_IN_ROW = 4


def day_page(event: Event, texts: Texts, day: EventDay, page: int) -> Message:
    """One day's sessions, a page of them, with the way to the other days."""
    return kept(event, ("day", day, page, texts), lambda: _day_page(event, texts, day, page))


def hall_page(event: Event, texts: Texts, hall: Hall, page: int) -> Message:
    """The sessions in one hall."""

    def make() -> Message:
        head = texts.say("📍 <b>{hall}</b>: sessions", hall=texts.pick(hall.name, limit=120))
        back = (
            button(texts, texts.say("📍 About this hall"), "hall", hall.id),
            button(texts, texts.say("📍 All halls"), "halls"),
        )
        sessions = page_of(programme_of(event).in_hall(hall.id), page, SESSIONS)
        return _list(event, texts, head, sessions, tap=("in_hall", hall.id), back=back, halls=False)

    return kept(event, ("in_hall", hall.id, page, texts), make)


def track_page(event: Event, texts: Texts, track: Track, page: int) -> Message:
    """The sessions of one track."""

    def make() -> Message:
        head = texts.say("🏷 <b>{track}</b>", track=texts.pick(track.name, limit=120))
        sessions = page_of(programme_of(event).in_track(track.id), page, SESSIONS)
        back = (button(texts, texts.say("🏷 All tracks"), "tracks"),)
        return _list(event, texts, head, sessions, tap=("in_track", track.id), back=back)

    return kept(event, ("in_track", track.id, page, texts), make)


def halls_page(event: Event, texts: Texts, page: int) -> Message:
    """Which halls there are."""
    halls = event.halls.values()
    buttons = [button(texts, texts.pick(each.name, limit=120), "in_hall", each.id) for each in halls]
    return _names(texts, texts.say("📍 <b>Choose a hall:</b>"), buttons, page, "halls")


def tracks_page(event: Event, texts: Texts, page: int) -> Message:
    """Which tracks there are."""
    tracks = event.tracks.values()
    buttons = [button(texts, texts.pick(each.name, limit=120), "in_track", each.id) for each in tracks]
    return _names(texts, texts.say("🏷 <b>Choose a track:</b>"), buttons, page, "tracks")


def day_at(event: Event, moment: datetime) -> tuple[EventDay, int]:
    """The day to show at a moment, and the page on which what is going on then, or comes next, stands."""
    programme = programme_of(event)
    state = programme.state(moment)
    day = state.today or state.next_day or event.days[0]
    sessions = programme.on_day(day)
    coming = next((at for at, each in enumerate(sessions) if each.end > moment), 0) if day == state.today else 0
    return day, page_with(coming, SESSIONS)


def page_of_session(event: Event, session: Session) -> int:
    """The page of its day on which a session stands."""
    programme = programme_of(event)
    day = programme.day(session.start)
    sessions = programme.on_day(day) if day else ()
    return page_with(sessions.index(session) if session in sessions else 0, SESSIONS)


def ways(event: Event, texts: Texts, *, over: bool = False) -> Keyboard:
    """The ways through the programme, for the end of a message; when all is ``over``, without now and next."""
    first = [] if over else [button(texts, texts.say("⏱ Now"), "now"), button(texts, texts.say("⏭ Next"), "next")]
    second = [
        button(texts, label, tap)
        for label, tap, there in (
            (texts.say("📍 Halls"), "halls", event.halls),
            (texts.say("🏷 Tracks"), "tracks", event.tracks),
            (texts.say("🎤 Speakers"), "speakers", event.speakers),
        )
        if there
    ]
    return tuple(row(texts, buttons) for buttons in (first, second) if buttons)


def no_programme(texts: Texts) -> Markup:
    """What is said where an event has no sessions yet."""
    return texts.say("⏳ The programme is not announced yet.")


def _day_page(event: Event, texts: Texts, day: EventDay, number: int) -> Message:
    sessions = programme_of(event).on_day(day)
    page = page_of(sessions, number, SESSIONS)
    html = _fitted_list(event, texts, _day_head(event, texts, day), page.items, page.first)
    return Message(
        html,
        keyboard=(
            *grid(texts, number_buttons(texts, page.items, page.first), _NUMBERS_IN_ROW),
            *paging(texts, page.number, page.pages, "day", day.number),
            *_day_rows(event, texts, day),
            *ways(event, texts),
        ),
    )


def _day_head(event: Event, texts: Texts, day: EventDay) -> Markup:
    hijri = hijri_date(event, day.date)
    return lines(
        texts.say("🗓 <b>{date}</b>", date=texts.full_date(day.date)),
        texts.say("Day {number} of {days}", number=day.number, days=len(event.days)),
        texts.hijri(hijri.year, hijri.month, hijri.day) if hijri else None,
    )


def _day_rows(event: Event, texts: Texts, shown: EventDay) -> Keyboard:
    """Buttons of the other days, the nearest ones where there are many."""
    first = max(0, min(shown.number - 1 - _DAYS_SHOWN // 2, len(event.days) - _DAYS_SHOWN))
    near = [day for day in event.days[first : first + _DAYS_SHOWN] if day != shown]
    return grid(texts, [button(texts, texts.short_day(day.date), "day", day.number) for day in near], _DAYS_IN_ROW)


def _list(
    event: Event,
    texts: Texts,
    head: Markup,
    page: Page[Session],
    *,
    tap: tuple[str, str],
    back: tuple[Button, ...],
    halls: bool = True,
) -> Message:
    return Message(
        _fitted_list(event, texts, head, page.items, page.first, days=True, halls=halls),
        keyboard=(
            *grid(texts, number_buttons(texts, page.items, page.first), _NUMBERS_IN_ROW),
            *paging(texts, page.number, page.pages, *tap),
            row(texts, back),
            *column([button(texts, texts.say("🗓 Schedule"), "schedule")]),
        ),
    )


def _fitted_list(
    event: Event, texts: Texts, head: Markup, sessions: Sequence[Session], first: int, **shown: bool
) -> Markup:
    def html(room: int) -> Markup:
        if not sessions:
            nothing = texts.say("Nothing is planned here yet.") if event.sessions else no_programme(texts)
            return paragraphs(head, nothing)
        listed = numbered(event, texts, sessions, room=room, first=first, **shown)
        return paragraphs(lines(head, illustrative_note(texts, sessions)), listed)

    return fitted(html)


def _names(texts: Texts, head: Markup, buttons: Sequence[Button], number: int, tap: str) -> Message:
    page = page_of(buttons, number, NAMES)
    return Message(
        head if buttons else no_programme(texts),
        keyboard=(
            *column(page.items),
            *paging(texts, page.number, page.pages, tap),
            *column([button(texts, texts.say("🗓 Schedule"), "schedule")]),
        ),
    )
