"""The kinds of values that the event's files hold: each reads what was written, or says what it should have been.

An objection is a ``PydanticCustomError`` whose type is a key of ``wording.WORDINGS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bot.event.model import ID_PATTERN, Coordinates

NAME_LENGTH = 200
TEXT_LENGTH = 3000
ANY_LANGUAGE = "\0"
"""Stands for the language of a source that is written once for all languages; no file can hold it."""
YEARS = range(1970, 2200)
_ID = re.compile(ID_PATTERN)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_PHONE = re.compile(r"\+?[\d ()-]{2,20}")
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})
# Embeddings, overrides and isolates reach beyond their text and would turn the rest of a message around.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def written(value: object) -> str:
    """The text of a value that must be a single text."""
    if not isinstance(value, str):
        raise PydanticCustomError("not_one_text", "one text expected")
    return _DIRECTION.sub("", value).strip()


def _bounded(limit: int, *, one_line: bool = False) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = " ".join(written(value).split()) if one_line else written(value)
        if not text:
            raise PydanticCustomError("empty", "empty")
        # Telegram counts UTF-16 units.
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length > limit:
            raise PydanticCustomError("too_long", "too long", {"length": length, "limit": limit})
        return text

    return read


def _id(value: object) -> str:
    text = written(value)
    if not _ID.fullmatch(text):
        raise PydanticCustomError("bad_id", "bad id", {"value": _excerpt(text)})
    return text


def _language(value: object) -> str:
    text = written(value)
    if not _LANGUAGE.fullmatch(text):
        raise PydanticCustomError("bad_language", "bad language", {"value": _excerpt(text)})
    return text


def _language_or_any(value: object) -> str:
    return ANY_LANGUAGE if value == ANY_LANGUAGE else _language(value)


def read_date(text: str) -> date | None:
    """A day as it is written; None when it is none, or one that no event has."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _date(value: object) -> date:
    text = written(value)
    day = read_date(text)
    if day is None:
        raise PydanticCustomError("bad_date", "bad date", {"value": _excerpt(text)})
    return day


def read_time(text: str) -> time | None:
    """A time of day as it is written: 9:30 or 09:30; None when it is none."""
    match = _TIME.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004 - a day's hours and an hour's minutes
        return None
    return time(int(match[1]), int(match[2]))


def _time(value: object) -> time:
    text = written(value)
    moment = read_time(text)
    if moment is None:
        raise PydanticCustomError("bad_time", "bad time", {"value": _excerpt(text)})
    return moment


def _flag(value: object) -> bool:
    text = written(value)
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise PydanticCustomError("bad_flag", "bad flag", {"value": _excerpt(text)})


def whole(least: int, most: int) -> BeforeValidator:
    """A whole number between two others."""

    def read(value: object) -> int:
        text = written(value)
        if re.fullmatch(r"[+-]?\d{1,9}", text) and least <= int(text) <= most:
            return int(text)
        raise PydanticCustomError("bad_whole", "bad", {"value": _excerpt(text), "least": least, "most": most})

    return BeforeValidator(read)


def _degrees(text: str, limit: float) -> float:
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,12})?", text) and abs(float(text)) <= limit:
        return float(text)
    raise PydanticCustomError("bad_degrees", "bad degrees", {"value": _excerpt(text), "limit": limit})


def degrees(limit: float) -> BeforeValidator:
    """An angle in degrees, between minus ``limit`` and ``limit``."""
    return BeforeValidator(lambda value: _degrees(written(value), limit))


def _coordinates(value: object) -> Coordinates:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - latitude and longitude
        raise PydanticCustomError("bad_coordinates", "bad coordinates")
    latitude, longitude = (written(part) for part in value)
    return Coordinates(_degrees(latitude, 90), _degrees(longitude, 180))


def _web_address(value: object) -> str:
    text = written(value)
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not re.search(r"\s", text)
        _ = parts.port
    except ValueError:
        good = False
    if not good or len(text) > 1000:  # noqa: PLR2004 - longer than any address that a person can use
        raise PydanticCustomError("bad_address", "bad address", {"value": _excerpt(text)})
    return text


def _source(value: object) -> str:
    text = _bounded(1000)(value)
    return _web_address(text) if "://" in text and not re.search(r"\s", text) else text


def _in_any_language(value: object) -> object:
    return {ANY_LANGUAGE: _source(value)} if isinstance(value, str) else _by_language(value)


def names_no_language(text: str) -> bool:
    """Whether a text reads alike in every language: it is made of addresses and numbers alone."""
    return all(re.search(r"[.\d]", word) for word in re.split(r"[\s;,،؛]+", text) if word)


def _phone(value: object) -> str:
    text = written(value)
    if not _PHONE.fullmatch(text):
        raise PydanticCustomError("bad_phone", "bad phone number", {"value": _excerpt(text)})
    return text


def one_of(choices: type[StrEnum]) -> BeforeValidator:
    """One word of a fixed list."""

    def read(value: object) -> StrEnum:
        text = written(value)
        try:
            return choices(text)
        except ValueError:
            allowed = [str(choice.value) for choice in choices]
            raise PydanticCustomError("bad_choice", "bad", {"value": _excerpt(text), "allowed": allowed}) from None

    return BeforeValidator(read)


def _listed(value: object) -> object:
    """A single value may stand where a list of one is meant."""
    return [value] if isinstance(value, str) else value


def _excerpt(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - enough to recognise it


def _by_language(value: object) -> object:
    if not isinstance(value, dict):
        raise PydanticCustomError("not_localized", "languages expected")
    kept = {key: text for key, text in value.items() if text is not None}
    if not kept:
        raise PydanticCustomError("empty", "empty")
    return kept


Id = Annotated[str, BeforeValidator(_id)]
Language = Annotated[str, BeforeValidator(_language)]
Line = Annotated[str, BeforeValidator(_bounded(NAME_LENGTH, one_line=True))]
Prose = Annotated[str, BeforeValidator(_bounded(TEXT_LENGTH))]
Name = Annotated[dict[Language, Line], BeforeValidator(_by_language)]
Text = Annotated[dict[Language, Prose], BeforeValidator(_by_language)]
Date = Annotated[date, BeforeValidator(_date)]
Time = Annotated[time, BeforeValidator(_time)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, whole(0, 1_000_000)]
Point = Annotated[Coordinates, BeforeValidator(_coordinates)]
WebAddress = Annotated[str, BeforeValidator(_web_address)]
Source = Annotated[
    dict[Annotated[str, BeforeValidator(_language_or_any)], Annotated[str, BeforeValidator(_source)]],
    BeforeValidator(_in_any_language),
]
Phone = Annotated[str, BeforeValidator(_phone)]
Ids = Annotated[list[Id], BeforeValidator(_listed)]
Languages = Annotated[list[Language], BeforeValidator(_listed)]
Lines = Annotated[list[Line], BeforeValidator(_listed)]
Phrases = Annotated[dict[Language, Lines], BeforeValidator(_by_language)]
