"""Where it is, the way there, prayer times, the emergency number: all from the event's places, facts and settings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, grid
from bot.cards.place import city, pin_button, place_pin
from bot.cards.prayers import approximate, each_prayer, prayers_in_short
from bot.cards.words import PLACE_SIGNS, lines, not_announced, paragraphs
from bot.event.calendar import hijri_date, prayers_on
from bot.event.model import Event, EventDay, Place, PlaceType, Topic
from bot.outbox.model import Button, Message
from bot.programme.topics import topic_buttons
from bot.texts import Texts

_TOPICS = (
    Topic.VENUE, Topic.TRAVEL, Topic.STAY, Topic.FOOD, Topic.PRAYER, Topic.SERVICES, Topic.SAFETY, Topic.CITY,
)  # fmt: skip
_AIRPORTS = 5
_TO_PRAY = 5
_DAYS_IN_ROW = 3


def venue_message(event: Event, texts: Texts, day: date) -> Message:
    """The venue, the way there, today's prayer times, the emergency number; ``day``: which one's prayer times."""
    return kept(event, ("venue", day, texts), lambda: _venue(event, texts, day))


def prayers_message(event: Event, texts: Texts, day: date) -> Message:
    """The prayer times of a day, and where to pray."""
    return kept(event, ("prayers", day, texts), lambda: _prayers(event, texts, day))


def venue_pin(event: Event, texts: Texts) -> Message | None:
    """The venue on the map, else the city; None where neither has coordinates."""
    place = _venue_place(event)
    on_map = place if place and place.coordinates else city(event)
    return place_pin(event, texts, on_map) if on_map else None


def day_for_prayers(event: Event, day: date) -> date:
    """The day itself during the event, else the nearest one of it."""
    if not event.days:
        return day
    return min(max(day, event.days[0].date), event.days[-1].date)


def _venue(event: Event, texts: Texts, day: date) -> Message:
    place = _venue_place(event)
    airports = [each for each in event.places.values() if each.type is PlaceType.AIRPORT][:_AIRPORTS]

    def html(room: int) -> Markup:
        return paragraphs(
            _about(event, texts, place, room),
            _from_airports(texts, airports, room) if airports else None,
            prayers_in_short(event, texts, day),
            texts.say("🚨 Emergency: {number}", number=event.emergency_number) if event.emergency_number else None,
        )

    near = [each for each in (place, city(event)) if each and each.coordinates][:1]
    pins = [pin_button(texts, each) for each in near]
    prayers = [button(texts, texts.say("🕌 Prayer times"), "prayers")] if prayers_on(event, day) else []
    return Message(
        fitted(html),
        keyboard=(
            *column(each for each in (*pins, *prayers) if each),
            *grid(texts, topic_buttons(event, texts, _TOPICS), 2),
        ),
    )


def _venue_place(event: Event) -> Place | None:
    named = event.places.get(event.venue) if event.venue else None
    return named or next((each for each in event.places.values() if each.type is PlaceType.VENUE), None)


def _about(event: Event, texts: Texts, place: Place | None, room: int) -> Markup:
    where = texts.pick(event.city, limit=200) if event.city else None
    if place is None:
        return lines(texts.say("📍 <b>Venue</b>"), where, not_announced(texts))
    return paragraphs(
        lines(
            Markup("📍 <b>{}</b>").format(texts.pick(place.name, limit=min(room, 200))),
            texts.pick(place.address, limit=min(room, 300)) if place.address else where,
        ),
        not_announced(texts) if place.unknown else None,
        texts.pick(place.directions, limit=min(room, 900)) if place.directions else None,
        texts.say("🕘 Open: {hours}", hours=texts.pick(place.opening_hours, limit=min(room, 300)))
        if place.opening_hours
        else None,
    )


def _from_airports(texts: Texts, airports: Iterable[Place], room: int) -> Markup:
    said = []
    for each in airports:
        name = Markup("<b>{}</b>").format(texts.pick(each.name, limit=min(room, 120)))
        said.append(lines(name, texts.pick(each.directions, limit=min(room, 400)) if each.directions else None))
    listed = Markup("<blockquote expandable>{}</blockquote>").format(Markup("\n").join(said))
    return lines(texts.say("✈️ <b>From the airports</b>"), listed)


def _prayers(event: Event, texts: Texts, day: date) -> Message:
    times, hijri = prayers_on(event, day), hijri_date(event, day)
    rooms = [each for each in event.places.values() if each.type in {PlaceType.PRAYER_ROOM, PlaceType.SHRINE}]
    html = paragraphs(
        lines(
            texts.say("🕌 <b>Prayer times</b>, {date}", date=texts.full_date(day)),
            texts.hijri(hijri.year, hijri.month, hijri.day) if hijri else None,
        ),
        each_prayer(texts, times) if times else not_announced(texts),
        lines(approximate(texts), texts.say("Times are in {zone}.", zone=texts.zone_name())) if times else None,
        lines(texts.say("🤲 <b>Where to pray</b>"), *(_to_pray(texts, each) for each in rooms[:_TO_PRAY]))
        if rooms
        else None,
    )
    days = [button(texts, texts.short_day(each.date), "prayers", each.number) for each in _near(event, day)]
    return Message(
        html,
        keyboard=(
            *grid(texts, days, _DAYS_IN_ROW),
            *column(_place_button(texts, each) for each in rooms[:_TO_PRAY]),
            *column([button(texts, texts.say("📍 Venue"), "venue")]),
        ),
    )


def _to_pray(texts: Texts, place: Place) -> Markup:
    name = texts.pick(place.name, limit=120)
    if place.unknown:
        return texts.say("• {place}: not announced yet", place=name)
    return texts.say("• {place}", place=name)


def _place_button(texts: Texts, place: Place) -> Button:
    name = texts.pick(place.name, limit=100)
    return button(texts, Markup("{} {}").format(PLACE_SIGNS[place.type], name), "place", place.id)


def _near(event: Event, day: date) -> list[EventDay]:
    """The other days of the event; of a long one those around this day."""
    return [each for each in event.days if each.date != day and abs((each.date - day).days) <= _DAYS_IN_ROW]
