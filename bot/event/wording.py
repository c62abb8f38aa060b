"""What the schema objects to → what is wrong and what to do, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz, process

from bot.event.faults import Phrase, phrase

# The type of an objection → what is wrong, what to do. Values: key, and what the objection carries.
WORDINGS: Mapping[str, tuple[Phrase, Phrase]] = {
    "not_one_text": (
        phrase("“{key}” should be a single text."),
        phrase("Write it in the same line; if it has a colon or brackets in it, put it in quotation marks."),
    ),
    "empty": (phrase("“{key}” is empty."), phrase("Write a text there, or delete the line.")),
    "too_long": (
        phrase("“{key}” is too long for a message: {length} characters, {limit} at most."),
        phrase("Shorten it, and give a link to the whole."),
    ),
    "bad_id": (
        phrase("“{value}” cannot be an id."),
        phrase(
            "Use 1 to 32 small Latin letters, digits, hyphens and underscores, such as “{example}”.",
            example="d1-opening",
        ),
    ),
    "bad_language": (
        phrase("“{value}” is not the code of a language."),
        phrase("Use its code, such as “{arabic}” for Arabic and “{english}” for English.", arabic="ar", english="en"),
    ),
    "bad_date": (
        phrase("“{value}” is not a day of the calendar."),
        phrase("Write the year, the month and the day, such as {example}.", example="2025-10-25"),
    ),
    "bad_time": (
        phrase("“{value}” is not a time of day."),
        phrase("Write hours and minutes, from {first} to {last}.", first="00:00", last="23:59"),
    ),
    "bad_flag": (phrase("“{key}” cannot be “{value}”."), phrase("Write “{yes}” or “{no}”.", yes="true", no="false")),
    "bad_whole": (
        phrase("“{key}” cannot be “{value}”."),
        phrase("Write a whole number from {least} to {most}."),
    ),
    "bad_degrees": (
        phrase("“{value}” is not an angle that is possible here."),
        phrase("Write degrees as a decimal number, such as {example}; {limit} at most.", example="32.6164"),
    ),
    "bad_coordinates": (
        phrase("“{key}” should be a latitude and a longitude."),
        phrase("Write both in brackets, the latitude first: {example}.", example="[32.6164, 44.0325]"),
    ),
    "bad_address": (
        phrase("“{value}” is not a web address."),
        phrase("Write the whole address, beginning with {beginning}", beginning="https://"),
    ),
    "bad_phone": (
        phrase("“{value}” is not a telephone number."),
        phrase("Write it in digits and in quotation marks: {example}.", example='"+964 780 000 0000"'),
    ),
    "not_localized": (
        phrase("“{key}” should say in which language each text is."),
        phrase("Write it as {example}, or a line for each language below it.", example='{ar: "…", en: "…"}'),
    ),
    "list_type": (
        phrase("“{key}” should be a list."),
        phrase("Write it in square brackets, parted by commas, or one to a line with a hyphen in front."),
    ),
    "dict_type": (
        phrase("“{key}” should be a group of keys."),
        phrase("Write the keys below it, two spaces to the right, each with a colon."),
    ),
}


def objection(kind: str, key: str, context: Mapping[str, Any]) -> tuple[Phrase, Phrase]:
    """What is wrong and what to do, for one error of the schema."""
    kind = "dict_type" if kind == "model_type" else kind
    if kind == "bad_choice":
        return _bad_choice(key, context)
    what, advice = WORDINGS.get(kind, (phrase("“{key}” cannot be understood."), phrase("Compare it with the manual.")))
    values = {"key": key, **context}
    return Phrase(what.msgid, {**what.values, **values}), Phrase(advice.msgid, {**advice.values, **values})


def nearest(word: str, known: list[str], *, likeness: float = 60, limit: int = 2) -> list[str]:
    """The most similar of the known words; ``likeness`` is the least, out of 100."""
    found = process.extract(word[:100], known, scorer=fuzz.ratio, limit=limit, score_cutoff=likeness)
    return [match for match, _, _ in found]


def did_you_mean(word: str, known: list[str]) -> Phrase:
    """The nearest known words as advice, else all of them when they are few."""
    near = nearest(word, known)
    if near:
        return phrase("Did you mean “{words}”?", words="” / “".join(near))
    if known and len(known) <= 40:  # noqa: PLR2004 - as many as one can look through
        return phrase("Possible here: {words}.", words=", ".join(known))
    return phrase("Correct it, or delete it.")


def _bad_choice(key: str, context: Mapping[str, Any]) -> tuple[Phrase, Phrase]:
    what = phrase("“{key}” cannot be “{value}”.", key=key, value=context["value"])
    return what, did_you_mean(context["value"], context["allowed"])
