"""A session as an iCalendar file (RFC 5545): the event's zone, and a UID that stays when the session moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.session import Link
from bot.cards.speaker import full_name
from bot.event.model import Event, Session, SessionStatus
from bot.outbox.model import Document, Message
from bot.outbox.split import CAPTION
from bot.texts import Localized, Texts
from bot.texts.bidi import clean
from bot.texts.prose import tidy

if TYPE_CHECKING:
    from icalendar import Calendar, Timezone
    from icalendar import Event as Entry

_TITLE = 300
_TRANSITIONS_FROM = 1
_TRANSITIONS_UNTIL = 2
"""Years before and after the session for which the zone's rules are written."""


def session_file(event: Event, texts: Texts, session: Session, *, link: Link, now: datetime) -> Message:
    """The file, with the session's title as caption."""
    # Of one day, every copy is the same file: Telegram then needs it uploaded once.
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    key = ("file", session, texts, today)
    return kept(event, key, lambda: _made(event, texts, session, link, today))


def _made(event: Event, texts: Texts, session: Session, link: Link, now: datetime) -> Message:
    content = calendar_of(event, texts, session, link=link, now=now).to_ical()
    date, time = texts.day(texts.local(session.start).date()), texts.span(session.start, session.end)

    def caption(room: int) -> Markup:
        title = texts.pick(session.title, limit=min(room, _TITLE))
        return texts.say("📅 {title}\n{date}, {time}", title=title, date=date, time=time)

    return Message(fitted(caption, CAPTION), document=Document(f"{session.id}.ics", content, "text/calendar"))


def agenda_file(event: Event, texts: Texts, sessions: Sequence[Session], *, link: Link, now: datetime) -> Message:
    """One file with several sessions, in order; each has the UID that it has in its own file."""
    content = calendar_of(event, texts, *sessions, link=link, now=now.replace(microsecond=0)).to_ical()
    caption = texts.say_many(
        "📅 Your agenda: {count} session. Open the file to put it into your calendar.",
        "📅 Your agenda: {count} sessions. Open the file to put them into your calendar.",
        len(sessions),
    )
    return Message(caption, document=Document(f"{event.id}-agenda.ics", content, "text/calendar"))


def calendar_of(event: Event, texts: Texts, *sessions: Session, link: Link, now: datetime) -> Calendar:
    """The calendar with these sessions. ``now`` is the day on which their facts were true, as DTSTAMP."""
    # Imported only when somebody wants a file: it takes a tenth of a second and four megabytes of every start.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", f"-//Daleel//{event.id}//{texts.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone(event, sessions[0].start.year, sessions[-1].start.year))
    for session in sessions:
        calendar.add_component(_entry(event, texts, session, link(f"session_{session.id}"), now))
    return calendar


def _zone(event: Event, since: int, until: int) -> Timezone:
    from icalendar import Timezone  # noqa: PLC0415

    first, last = date(since - _TRANSITIONS_FROM, 1, 1), date(until + _TRANSITIONS_UNTIL, 1, 1)
    return Timezone.from_tzinfo(event.zone, event.zone.key, first_date=first, last_date=last)


def _entry(event: Event, texts: Texts, session: Session, url: str, now: datetime) -> Entry:
    from icalendar import Event as Entry  # noqa: PLC0415

    entry = Entry()
    entry.add("uid", f"{session.id}@{event.id}")
    entry.add("dtstamp", now)
    entry.add("dtstart", session.start.astimezone(event.zone))
    entry.add("dtend", session.end.astimezone(event.zone))
    entry.add("summary", _read(session.title, texts))
    entry.add("description", "\n\n".join(_description(event, texts, session, url)))
    location = [_read(event.halls[id_].name, texts) for id_ in session.halls if id_ in event.halls]
    if event.city:
        location.append(_read(event.city, texts))
    if location:
        entry.add("location", _comma(texts).join(location))
    entry.add("url", url)
    entry.add("status", "CANCELLED" if session.status is SessionStatus.CANCELLED else "CONFIRMED")
    return entry


def _description(event: Event, texts: Texts, session: Session, url: str) -> list[str]:
    others = [tidy(text) for language, text in session.title.by_language.items() if language != texts.language]
    people = dict.fromkeys(one.speaker for one in session.people if one.speaker in event.speakers)
    names = [clean(texts.plain(full_name(texts, event.speakers[id_]))) for id_ in people]
    return [
        part
        for part in (
            "\n".join(others),
            _comma(texts).join(names),
            _read(session.abstract, texts) if session.abstract else "",
            texts.plain(texts.say("An illustrative example: the real one is not announced yet."))
            if session.illustrative
            else "",
            _read(event.name, texts),
            url,
        )
        if part
    ]


def _read(text: Localized, texts: Texts) -> str:
    return tidy(text.pick(texts.language)[0])


def _comma(texts: Texts) -> str:
    return texts.plain(texts.say_as("between names", ",") + Markup(" "))
