"""The names of kinds of things, and the sentences about what is not known or not real that every card shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from bot.event.model import Part, PlaceType, SessionType
from bot.texts import Localized, Texts
from bot.texts.bidi import clean
from bot.texts.marks import msgid_as, msgids_as
from bot.texts.prose import clipped

SESSION_TYPES: Mapping[SessionType, str] = {
    SessionType.OPENING: msgid_as("type of session", "Opening"),
    SessionType.CLOSING: msgid_as("type of session", "Closing"),
    SessionType.CEREMONY: msgid_as("type of session", "Ceremony"),
    SessionType.KEYNOTE: msgid_as("type of session", "Keynote"),
    SessionType.LECTURE: msgid_as("type of session", "Lecture"),
    SessionType.SYMPOSIUM: msgid_as("type of session", "Symposium"),
    SessionType.PANEL: msgid_as("type of session", "Panel discussion"),
    SessionType.ORAL: msgid_as("type of session", "Oral presentations"),
    SessionType.POSTER: msgid_as("type of session", "Poster session"),
    SessionType.WORKSHOP: msgid_as("type of session", "Workshop"),
    SessionType.FORUM: msgid_as("type of session", "Scientific forum"),
    SessionType.REGISTRATION: msgid_as("type of session", "Registration"),
    SessionType.BREAK: msgid_as("type of session", "Break"),
    SessionType.MEAL: msgid_as("type of session", "Meal"),
    SessionType.PRAYER: msgid_as("type of session", "Prayer"),
    SessionType.SOCIAL: msgid_as("type of session", "Social programme"),
    SessionType.VISIT: msgid_as("type of session", "Visit"),
    SessionType.OTHER: msgid_as("type of session", "Other"),
}

SIGNS: Mapping[SessionType, str] = {
    SessionType.REGISTRATION: "📝",
    SessionType.BREAK: "☕",
    SessionType.MEAL: "🍽",
    SessionType.PRAYER: "🕌",
    SessionType.WORKSHOP: "🛠",
    SessionType.POSTER: "🖼",
    SessionType.PANEL: "💬",
    SessionType.KEYNOTE: "🎤",
    SessionType.SOCIAL: "🤝",
    SessionType.VISIT: "🚌",
}
"""Signs by which a line of a list is known at a glance; the others have none."""

PARTS: Mapping[Part, tuple[str, str]] = {
    Part.SPEAKER: msgids_as("part in a session", "Speaker: {names}", "Speakers: {names}"),
    Part.CHAIR: msgids_as("part in a session", "Chair: {names}", "Chairs: {names}"),
    Part.MODERATOR: msgids_as("part in a session", "Moderator: {names}", "Moderators: {names}"),
    Part.PANELLIST: msgids_as("part in a session", "Panellist: {names}", "Panellists: {names}"),
    Part.FACILITATOR: msgids_as("part in a session", "Facilitator: {names}", "Facilitators: {names}"),
}

PLACE_SIGNS: Mapping[PlaceType, str] = {
    PlaceType.VENUE: "📍",
    PlaceType.CITY: "🏙",
    PlaceType.AIRPORT: "✈️",
    PlaceType.SHRINE: "🕌",
    PlaceType.HOTEL: "🏨",
    PlaceType.PRAYER_ROOM: "🤲",
    PlaceType.DESK: "🛎",
    PlaceType.RESTAURANT: "🍽",
    PlaceType.TRANSPORT: "🚌",
    PlaceType.PARKING: "🚗",
    PlaceType.OTHER: "📍",
}

_SOURCE = 300


def not_announced(texts: Texts) -> Markup:
    """What is said of a thing that people ask for and that nobody has announced."""
    return texts.say("⏳ <b>Not announced yet.</b>")


def provenance(texts: Texts, source: Localized | str | None, confirmed: date | None, day: date) -> Markup | None:
    """Where a statement comes from and when it was last confirmed; None where neither is known.

    A date that is after ``day`` is left out: on a rehearsal's clock it has not been confirmed yet.
    """
    when = texts.date(confirmed) if confirmed and confirmed <= day else None
    told: Markup | str | None = None
    if isinstance(source, Localized):
        told = texts.pick(source, limit=_SOURCE)
    elif source:
        told = clipped(" ".join(clean(source).split()), _SOURCE)
    if told and when:
        return texts.say("<i>Source: {source}. Last confirmed on {date}.</i>", source=told, date=when)
    if told:
        return texts.say("<i>Source: {source}.</i>", source=told)
    if when:
        return texts.say("<i>Last confirmed on {date}.</i>", date=when)
    return None


def paragraphs(*parts: Markup | None) -> Markup:
    """Parts with a blank line between them, without those that are empty."""
    return Markup("\n\n").join(part for part in parts if part)


def lines(*parts: Markup | None) -> Markup:
    """Parts each on a line of its own, without those that are empty."""
    return Markup("\n").join(part for part in parts if part)
