"""In which language, and with which digits, each attendee is spoken to."""

from __future__ import annotations

from bot.attendees.model import Attendee
from bot.event.model import Event
from bot.texts import Catalogs, Texts


class Voices:
    """Gives an attendee's Texts. ``fallback``: the language of those whose own is not known, else the event's first."""

    def __init__(self, catalogs: Catalogs, fallback: str | None = None) -> None:
        self._catalogs = catalogs
        self._fallback = fallback

    def of(self, attendee: Attendee, event: Event) -> Texts:
        """The voice for ``attendee``."""
        return self.in_language(attendee.language, event, attendee.digits)

    def in_language(self, language: str | None, event: Event, digits: str | None = None) -> Texts:
        """The voice in a language of the event; with the event's digits where none are chosen."""
        spoken = language or self._fallback or event.languages[0]
        return self._catalogs.texts(spoken, event.zone, digits or event.digits.get(spoken))

    def understood(self, language_code: str | None, event: Event) -> str | None:
        """The event's language that Telegram's ``language_code`` ("ar", "en-GB") means, if it is one of them."""
        language = (language_code or "").partition("-")[0].lower()
        return language if language in event.languages and language in self._catalogs.languages else None
