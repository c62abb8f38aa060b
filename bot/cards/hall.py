"""A hall as a card: where it is, how to find it, what goes on in it."""

from __future__ import annotations

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, plain_label
from bot.cards.place import NAME
from bot.cards.words import lines, paragraphs
from bot.event.model import Coordinates, Event, Hall
from bot.outbox.model import Message, Pin
from bot.texts import Texts


def hall_card(event: Event, texts: Texts, hall: Hall) -> Message:
    """Name, building, directions, seats; buttons to its sessions, to the map, to the venue."""
    return kept(event, ("hall", hall.id, texts), lambda: _made(event, texts, hall))


def hall_pin(event: Event, texts: Texts, hall: Hall) -> Message | None:
    """The hall on the map, or the building that it is in; None where neither has coordinates."""
    place = event.places.get(hall.place) if hall.place else None
    point = coordinates(event, hall)
    if point is None:
        return None
    name = plain_label(texts, texts.pick(hall.name), NAME)
    around = place.name if place else event.city or event.short_name
    return Message(pin=Pin(point.latitude, point.longitude, name, plain_label(texts, texts.pick(around), NAME)))


def coordinates(event: Event, hall: Hall) -> Coordinates | None:
    """Where the hall is on the map, as near as is known."""
    place = event.places.get(hall.place) if hall.place else None
    return hall.coordinates or (place.coordinates if place else None)


def _made(event: Event, texts: Texts, hall: Hall) -> Message:
    place = event.places.get(hall.place) if hall.place else None

    def html(room: int) -> Markup:
        return paragraphs(
            lines(
                Markup("📍 <b>{}</b>").format(texts.pick(hall.name, limit=min(room, 200))),
                texts.pick(place.name, limit=min(room, 200)) if place else None,
                texts.say("⏳ Its place on the map is not announced yet.")
                if coordinates(event, hall) is None
                else None,
            ),
            texts.pick(hall.directions, limit=room) if hall.directions else None,
            texts.say_many("👥 {count} seat", "👥 {count} seats", hall.capacity) if hall.capacity else None,
            texts.say("🔸 <i>An illustrative hall: the real ones are not announced yet.</i>")
            if hall.illustrative
            else None,
        )

    buttons = [button(texts, texts.say("🗓 Sessions in this hall"), "in_hall", hall.id)]
    if coordinates(event, hall) is not None:
        buttons.append(button(texts, texts.say("🗺 On the map"), "hall_pin", hall.id))
    buttons.append(button(texts, texts.say("📍 Venue"), "venue"))
    return Message(fitted(html), keyboard=column(buttons))
