"""Which language a text is in, who gets which text, who is counted."""

from __future__ import annotations

import pytest

from bot.attendees.model import Attendee
from bot.broadcasts.model import Audience, audience, detected, text_for, too_long

LANGUAGES = ("ar", "en")


@pytest.mark.parametrize(
    ("text", "waiting", "language"),
    [
        ("الغداء في البهو", "ar", "ar"),
        ("الغداء في البهو", "en", "ar"),
        ("Lunch is in the foyer", "ar", "en"),
        ("ورشة OSCE في القاعة الكبرى", "en", "ar"),
        ("Workshop in القاعة الكبرى, please come early", "ar", "en"),
        ("12:30 👍", "en", "en"),
        ("", "ar", "ar"),
    ],
)
def test_the_script_tells_the_language_where_it_can(text: str, waiting: str, language: str) -> None:
    assert detected(text, LANGUAGES, waiting) == language


def test_of_languages_in_one_script_the_awaited_one_is_meant() -> None:
    assert detected("Le déjeuner est servi", ("en", "fr"), "fr") == "fr"
    assert detected("نانی نیوەڕۆ", ("ar", "ckb", "en"), "ckb") == "ckb"
    assert detected("الغداء", ("en", "fr"), "fr") == "fr"


def test_everybody_gets_their_own_text_or_the_events_first() -> None:
    assert text_for("en", {"ar": "أ", "en": "a"}, LANGUAGES) == ("a", "en")
    assert text_for("fr", {"en": "a", "ar": "أ"}, LANGUAGES) == ("أ", "ar")
    assert text_for("ar", {"en": "a"}, LANGUAGES) == ("a", "en")


def test_the_audience_is_counted_by_language_and_by_reason() -> None:
    everyone = [
        Attendee(1, "ar", name="A"),
        Attendee(2, "en", name="B"),
        Attendee(3, None, name="C"),
        Attendee(4, "tr", name="D"),
        Attendee(5, "en", name="E", muted=True),
        Attendee(6, "en", name="F", reachable=False),
        Attendee(7, "en", name="G", reachable=False, muted=True),
        Attendee(8, reachable=False),  # named in the settings, has never written
    ]
    assert audience(everyone, LANGUAGES) == Audience({"ar": 3, "en": 1}, muted=1, unreachable=2)


@pytest.mark.parametrize(
    ("text", "by"),
    [("x" * 3500, 0), ("x" * 3501, 1), ("😀" * 1750, 0), ("😀" * 1751, 2), ("ا" * 3600, 100), ("\ud800", 0)],
)
def test_length_is_counted_as_telegram_counts_it(text: str, by: int) -> None:
    assert too_long(text) == by
