"""Words that dates and times need and that CLDR lacks or words otherwise than people here say them."""

from __future__ import annotations

from datetime import time

from bot.texts.marks import msgid_as

LANGUAGES = {"ar": msgid_as("language", "Arabic"), "en": msgid_as("language", "English")}
"""Languages whose names a catalog may spell as its own country does; CLDR has the others."""

_DAY_PARTS = (
    (4, msgid_as("time of day", "{time} after midnight")),
    (12, msgid_as("time of day", "{time} in the morning")),
    (14, msgid_as("time of day", "{time} at noon")),
    (24, msgid_as("time of day", "{time} in the evening")),
)
"""Until which hour which words hold, in languages that count hours to twelve."""

HIJRI_MONTHS = (
    msgid_as("Hijri month", "Muharram"),
    msgid_as("Hijri month", "Safar"),
    msgid_as("Hijri month", "Rabi al-Awwal"),
    msgid_as("Hijri month", "Rabi al-Thani"),
    msgid_as("Hijri month", "Jumada al-Ula"),
    msgid_as("Hijri month", "Jumada al-Akhirah"),
    msgid_as("Hijri month", "Rajab"),
    msgid_as("Hijri month", "Shaban"),
    msgid_as("Hijri month", "Ramadan"),
    msgid_as("Hijri month", "Shawwal"),
    msgid_as("Hijri month", "Dhu al-Qadah"),
    msgid_as("Hijri month", "Dhu al-Hijjah"),
)


def part_of_day(of_day: time) -> str:
    """The message (context "time of day") that puts a time into its part of the day."""
    return next(words for until, words in _DAY_PARTS if of_day.hour < until)
