"""A session, a fact, a place, a hall, a speaker as messages, and lists of sessions; shared by the features."""

from bot.cards.calendar_file import session_file
from bot.cards.fact import fact_card
from bot.cards.hall import hall_card, hall_pin
from bot.cards.place import place_card, place_pin
from bot.cards.session import Link, session_card
from bot.cards.speaker import full_name, speaker_card

__all__ = [
    "Link",
    "fact_card",
    "full_name",
    "hall_card",
    "hall_pin",
    "place_card",
    "place_pin",
    "session_card",
    "session_file",
    "speaker_card",
]
