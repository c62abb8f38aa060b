"""The three people of a rehearsal: an attendee for each language, and an organizer."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.rehearsal.telegram import FakeTelegram, Person, Phone
from bot.texts import Texts

ARABIC_ATTENDEE = 1001
ENGLISH_ATTENDEE = 1002
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
ORGANIZER = 1003
"""The settings of a rehearsal name this id as an organizer's."""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody on the page: their phone, and whether they organize."""

    phone: Phone
    organizer: bool = False

    @property
    def person(self) -> Person:
        """Their Telegram account."""
        return self.phone.person


def cast(fake: FakeTelegram, arabic: Texts, english: Texts, *, organizer: Texts) -> tuple[Role, ...]:
    """The people, each named in their own language; the organizer speaks the page's."""
    zainab = Person(
        ARABIC_ATTENDEE,
        _plain(arabic.say_as("a person's name", "Zainab")),
        _plain(arabic.say_as("a person's name", "Al-Karbalai")),
        "zainab_k",
        arabic.language,
    )
    james = Person(
        ENGLISH_ATTENDEE,
        _plain(english.say_as("a person's name", "James")),
        _plain(english.say_as("a person's name", "Carter")),
        "james_carter",
        english.language,
    )
    hayder = Person(
        ORGANIZER,
        _plain(organizer.say_as("a person's name", "Hayder")),
        _plain(organizer.say_as("a person's name", "Al-Musawi")),
        "hayder_m",
        organizer.language,
    )
    return Role(fake.phone(zainab)), Role(fake.phone(james)), Role(fake.phone(hayder), organizer=True)


def _plain(text: Markup) -> str:
    return Texts.plain(text).translate(_ISOLATES)
