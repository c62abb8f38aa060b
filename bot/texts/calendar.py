"""Dates, times of day, lists and names by CLDR, for one locale and one kind of digits; each is formatted once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from bot.texts.bidi import clean
from bot.texts.digits import in_system, number_in_system

_YEAR = re.compile(r"[,\u060c]?\s*y+[,\u060c]?\s*")
_MARKER = re.compile(r"\s*[abB]+\s*")
_KEPT = 20_000
"""Formatted values kept of each kind; far more than an event has."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What CLDR says about a locale. Results are escaped; digits are the reader's."""

    locale: Locale
    digits: str
    _kept: dict[object, Markup] = field(default_factory=dict, repr=False, compare=False)

    @property
    def twelve_hours(self) -> bool:
        """Whether the time of day is told with hours 1 to 12 and a word for the part of the day."""
        return _MARKER.search(self.locale.time_formats["short"].pattern) is not None

    def day(self, day: dt.date) -> Markup:
        """With weekday and month, without the year."""
        return self._kept.get(("day", day)) or self._date("day", day, _YEAR.sub("", self._full))

    def short_day(self, day: dt.date) -> Markup:
        """With weekday and month abbreviated where the language abbreviates them."""
        skeleton = self.locale.datetime_skeletons.get("MMMEd")
        pattern = skeleton.pattern if skeleton is not None else _YEAR.sub("", self._full)
        return self._kept.get(("short", day)) or self._date("short", day, pattern)

    def full_date(self, day: dt.date) -> Markup:
        """With weekday, month and year."""
        return self._kept.get(("full", day)) or self._date("full", day, self._full)

    def date(self, day: dt.date) -> Markup:
        """With month and year, without the weekday."""
        return self._kept.get(("date", day)) or self._date("date", day, self.locale.date_formats["long"].pattern)

    def weekday(self, day: dt.date) -> Markup:
        """The name of the weekday."""
        return self._kept.get(("weekday", day)) or self._date("weekday", day, "cccc")

    def clock(self, of_day: dt.time) -> Markup:
        """Hours and minutes, without the word for the part of the day."""
        return self._kept.get(of_day) or self._clock(of_day)

    def number(self, value: float) -> Markup:
        """A number with the separators of the locale."""
        return self._kept.get((type(value), value)) or self._number(value)

    def numerals(self, text: str) -> Markup:
        """The digits of a text in those of the reader; nothing else is changed."""
        return escape(in_system(text, self.digits))

    def listed(self, items: Sequence[Markup]) -> Markup:
        """Items joined by the list pattern of the locale."""
        if not items:
            return Markup("")
        pattern = self.locale.list_patterns["standard"]
        if len(items) == 2:  # noqa: PLR2004 - CLDR has a pattern of its own for two
            return _joined(pattern["2"], items[0], items[1])
        text = items[-1]
        for position in range(len(items) - 2, -1, -1):
            place = "end" if position == len(items) - 2 else "middle" if position else "start"
            text = _joined(pattern[place], items[position], text)
        return text

    def language_name(self, code: str) -> Markup:
        """What a language is called in this one; its code where CLDR does not say."""
        return escape(clean(self.locale.languages.get(code, code)))

    def city(self, zone: str) -> Markup:
        """The city by which a time zone is known, such as Baghdad."""
        return escape(clean(get_timezone_location(zone, locale=self.locale, return_city=True)))

    @property
    def _full(self) -> str:
        return str(self.locale.date_formats["full"].pattern)

    def _date(self, kind: str, day: dt.date, pattern: str) -> Markup:
        return self._keep((kind, day), format_date(day, pattern, locale=self.locale))

    def _clock(self, of_day: dt.time) -> Markup:
        pattern = _MARKER.sub("", self.locale.time_formats["short"].pattern)
        return self._keep(of_day, format_time(of_day, pattern, locale=self.locale))

    def _number(self, value: float) -> Markup:
        western = format_decimal(value, locale=self.locale, numbering_system="latn")
        shown = number_in_system(clean(western), self.digits)
        return self._keep((type(value), value), shown)

    def _keep(self, key: object, text: str) -> Markup:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        shown = self._kept[key] = escape(in_system(clean(text), self.digits))
        return shown


@cache
def written_rtl(language: str) -> bool:
    """Whether CLDR says that a language is written from right to left."""
    try:
        return Locale.parse(language.replace("-", "_")).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def _joined(pattern: str, first: Markup, second: Markup) -> Markup:
    return escape(clean(pattern)).replace("{0}", first).replace("{1}", second)
