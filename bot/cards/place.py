"""A place as a card and as a pin on the map."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, plain_label
from bot.cards.words import PLACE_SIGNS, lines, not_announced, paragraphs, provenance
from bot.event.model import Event, Place, PlaceType
from bot.outbox.model import Button, Message, Pin
from bot.texts import Texts

NAME = 120
"""UTF-16 units of the two lines beside a pin."""


def place_card(event: Event, texts: Texts, place: Place, day: date) -> Message:
    """Name, address, directions and opening hours as of ``day``, or that they are not announced; a map button."""
    return kept(event, ("place", place.id, texts, day), lambda: _made(event, texts, place, day))


def place_pin(event: Event, texts: Texts, place: Place) -> Message | None:
    """The place on the map; None where its coordinates are not known."""
    if place.coordinates is None:
        return None
    address = place.address or event.city or event.short_name
    name, where = (plain_label(texts, texts.pick(text), NAME) for text in (place.name, address))
    return Message(pin=Pin(place.coordinates.latitude, place.coordinates.longitude, name, where))


def pin_button(texts: Texts, place: Place) -> Button | None:
    """The button that sends the pin; None where there is none."""
    if place.coordinates is None:
        return None
    name = texts.pick(place.name, limit=80)
    return button(texts, texts.say("🗺 {place} on the map", place=name), "pin", place.id)


def city(event: Event) -> Place | None:
    """The city of the event, where places have it with coordinates."""
    return next((each for each in event.places.values() if each.type is PlaceType.CITY and each.coordinates), None)


def _made(event: Event, texts: Texts, place: Place, day: date) -> Message:
    def html(room: int) -> Markup:
        sign, name = PLACE_SIGNS[place.type], texts.pick(place.name, limit=min(room, 200))
        return paragraphs(
            lines(
                Markup("{} <b>{}</b>").format(sign, name),
                texts.pick(place.address, limit=min(room, 400)) if place.address else None,
            ),
            not_announced(texts) if place.unknown else None,
            texts.pick(place.directions, limit=room) if place.directions else None,
            texts.say("🕘 Open: {hours}", hours=texts.pick(place.opening_hours, limit=min(room, 400)))
            if place.opening_hours
            else None,
            texts.say("🔸 <i>An illustrative place: the real one is not announced yet.</i>")
            if place.illustrative
            else None,
            provenance(texts, place.source, place.confirmed, day),
        )

    pinned = pin_button(texts, place)
    near = city(event) if pinned is None and place.unknown else None
    buttons = (pinned, pin_button(texts, near) if near else None, button(texts, texts.say("📍 Venue"), "venue"))
    return Message(fitted(html), keyboard=column(each for each in buttons if each))
