"""A session as a card: what, when, where, with whom; and its buttons."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, row, share
from bot.cards.listing import hall_names, session_title
from bot.cards.speaker import full_name
from bot.cards.words import PARTS, SESSION_TYPES, lines, paragraphs
from bot.event.model import Event, Part, Session, SessionStatus
from bot.event.programme import programme_of
from bot.outbox.model import Button, Keyboard, Message
from bot.texts import Texts

_TITLE = 300
_NAMES = 8
_SPEAKER_BUTTONS = 4
_HALL_BUTTONS = 2

Link = Callable[[str], str]
"""From a start parameter to the address that opens this bot with it."""


def session_card(event: Event, texts: Texts, session: Session, *, starred: bool, link: Link) -> Message:
    """The card; ``starred`` decides which of the two star buttons it has."""
    return kept(event, ("session", session.id, texts, starred), lambda: _made(event, texts, session, starred, link))


def _made(event: Event, texts: Texts, session: Session, starred: bool, link: Link) -> Message:
    def html(room: int) -> Markup:
        abstract = texts.pick(session.abstract, limit=room) if session.abstract else None
        return paragraphs(
            _state(texts, session),
            lines(
                Markup("<b>{}</b>").format(session_title(texts, session, min(room, _TITLE))),
                _kind(event, texts, session),
            ),
            lines(*_when(event, texts, session), _where(event, texts, session), *_details(texts, session)),
            lines(*_people(event, texts, session)),
            Markup("<blockquote expandable>{}</blockquote>").format(abstract) if abstract else None,
            _example(texts) if session.illustrative else None,
        )

    return Message(fitted(html), keyboard=_keyboard(event, texts, session, starred, link))


def _state(texts: Texts, session: Session) -> Markup | None:
    if session.status is SessionStatus.CANCELLED:
        return texts.say("❌ <b>This session is cancelled.</b>")
    if session.status is SessionStatus.MOVED:
        return texts.say("🔁 <b>This session has been moved; what stands here is the new time and hall.</b>")
    return None


def _kind(event: Event, texts: Texts, session: Session) -> Markup:
    kind = texts.say_as("type of session", SESSION_TYPES[session.type])
    track = event.tracks.get(session.track) if session.track else None
    if track is None:
        return kind
    return texts.say("{type} · track: {track}", type=kind, track=texts.pick(track.name, limit=120))


def _when(event: Event, texts: Texts, session: Session) -> tuple[Markup, Markup]:
    day = texts.full_date(texts.local(session.start).date())
    of_event = programme_of(event).day(session.start)
    span = texts.moment(session.start, texts.span(session.start, session.end))
    return (
        texts.say("🗓 {date} (day {number})", date=day, number=of_event.number)
        if of_event
        else texts.say("🗓 {date}", date=day),
        texts.say("🕘 {time}, {zone}", time=span, zone=texts.zone_name()),
    )


def _where(event: Event, texts: Texts, session: Session) -> Markup:
    halls = hall_names(event, texts, session)
    return texts.say("📍 {hall}", hall=halls) if halls else texts.say("📍 The hall is not announced yet.")


def _details(texts: Texts, session: Session) -> tuple[Markup | None, ...]:
    spoken = texts.listed(texts.language_name(code) for code in session.languages)
    return (
        texts.say("🌐 Language: {languages}", languages=spoken) if session.languages else None,
        texts.say_many("👥 {count} seat", "👥 {count} seats", session.capacity) if session.capacity else None,
    )


def _people(event: Event, texts: Texts, session: Session) -> list[Markup]:
    said = []
    for part in Part:
        speakers = [
            event.speakers[one.speaker] for one in session.people if one.part is part and one.speaker in event.speakers
        ]
        names = [full_name(texts, speaker) for speaker in speakers[:_NAMES]]
        if names:
            more = len(speakers) - len(names)
            shown = texts.say_as("between names", ",") + Markup(" ")
            listed = shown.join(texts.isolate(name) for name in names)
            if more:
                listed = texts.say_many("{names} and {count} more", "{names} and {count} more", more, names=listed)
            said.append(texts.say_many_as("part in a session", *PARTS[part], len(speakers), names=listed))
    return said


def _example(texts: Texts) -> Markup:
    return texts.say("🔸 <i>An illustrative example: the real one is not announced yet.</i>")


def _keyboard(event: Event, texts: Texts, session: Session, starred: bool, link: Link) -> Keyboard:
    star = (
        button(texts, texts.say("★ In my agenda: remove"), "unstar", session.id)
        if starred
        else button(texts, texts.say("☆ Add to my agenda"), "star", session.id)
    )
    files = button(texts, texts.say("📅 Calendar file"), "ics", session.id)
    return (
        (star,),
        *column(_hall_buttons(event, texts, session)),
        *column(_speaker_buttons(event, texts, session)),
        row(texts, (files, share(texts, link(f"session_{session.id}"), texts.pick(session.title, limit=120)))),
        *column(_back(event, texts, session)),
    )


def _hall_buttons(event: Event, texts: Texts, session: Session) -> list[Button]:
    halls = [event.halls[id_] for id_ in session.halls if id_ in event.halls][:_HALL_BUTTONS]
    if not halls:
        return [button(texts, texts.say("📍 Venue"), "venue")]
    return [
        button(texts, texts.say("📍 {hall}", hall=texts.pick(hall.name, limit=60)), "hall", hall.id) for hall in halls
    ]


def _speaker_buttons(event: Event, texts: Texts, session: Session) -> list[Button]:
    ids = dict.fromkeys(one.speaker for one in session.people if one.speaker in event.speakers)
    return [
        button(texts, texts.say("🎤 {name}", name=full_name(texts, event.speakers[id_])), "speaker", id_)
        for id_ in list(ids)[:_SPEAKER_BUTTONS]
    ]


def _back(event: Event, texts: Texts, session: Session) -> list[Button]:
    """To the page of the schedule on which the session stands."""
    day = programme_of(event).day(session.start)
    if day is None:
        return [button(texts, texts.say("🗓 Schedule"), "schedule")]
    return [button(texts, texts.say("🗓 {day}", day=texts.short_day(day.date)), "day", day.number, f"at-{session.id}")]
