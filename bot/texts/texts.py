"""Texts: how one reader is spoken to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from markupsafe import Markup, escape

from bot.texts.bidi import clean, isolated, needs_isolation, unsettled
from bot.texts.calendar import Calendar, written_rtl
from bot.texts.localized import Localized
from bot.texts.names import HIJRI_MONTHS, LANGUAGES, part_of_day
from bot.texts.prose import literal, prose
from bot.texts.templates import Template

_TAG = re.compile(r"<[^<>]*>")
_KEPT = 20_000
"""Texts of the event kept as they are read; far more than an event has."""


class Spoken(Protocol):
    """What Texts needs of a catalog."""

    @property
    def locale(self) -> Locale: ...  # noqa: D102
    @property
    def plural(self) -> Callable[[int], int]: ...  # noqa: D102
    @property
    def messages(self) -> Mapping[tuple[str | None, str], tuple[Template, ...]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Texts:
    """Speaks one language with one kind of digits, in the event's zone. Everything it gives is safe HTML.

    Ask ``Catalogs`` for one: it gives the same object, with its memory, for the same language, zone and digits.
    """

    language: str
    zone: ZoneInfo
    digits: str
    catalog: Spoken = field(repr=False, compare=False)
    calendar: Calendar = field(repr=False, compare=False)
    rtl: bool = field(init=False, compare=False)
    """Whether the language is written from right to left."""
    _read: dict[tuple[str, str, int | None], Markup] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    _spans: dict[tuple[dt.datetime, dt.datetime], Markup] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    _messages: dict[tuple[str | None, str], tuple[Template, ...]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "rtl", self.catalog.locale.text_direction == "rtl")

    def say(self, msgid: str, **values: object) -> Markup:
        """The message in this language; values (not Markup) are escaped, numbers localized, foreign runs isolated."""
        key = (None, msgid)
        found = self._messages.get(key) or self._keep_message(key, (msgid,))
        return self._filled(found[0], values)

    def say_as(self, context: str, msgid: str, **values: object) -> Markup:
        """Like ``say``, for a word that is ambiguous without a context."""
        key = (context, msgid)
        found = self._messages.get(key) or self._keep_message(key, (msgid,))
        return self._filled(found[0], values)

    def say_many(self, singular: str, plural: str, count: int, **values: object) -> Markup:
        """Like ``say``, in the plural form that ``count`` asks for; ``{count}`` is the localized number."""
        return self._many((None, singular), plural, count, values)

    def say_many_as(self, context: str, singular: str, plural: str, count: int, **values: object) -> Markup:
        """Like ``say_many``, with a context."""
        return self._many((context, singular), plural, count, values)

    def pick(self, text: Localized, *, mark: bool = True, limit: int | None = None) -> Markup:
        """A value of the event in this language; in another one it is isolated and marked with that language's name.

        ``mark=False`` leaves the language's name out, for names of people. ``limit``: of UTF-16 units; more is cut.
        """
        raw, language = text.pick(self.language)
        shown = self._read.get((raw, language, limit)) or self._keep_reading(raw, language, limit)
        if language == self.language or not mark:
            return shown
        return Markup("{} ({})").format(shown, self.language_name(language))

    def number(self, value: float) -> Markup:
        """A number in this reader's digits."""
        return self.calendar.number(value)

    def day(self, day: dt.date) -> Markup:
        """A date with its weekday and month, without the year."""
        return self.calendar.day(day)

    def short_day(self, day: dt.date) -> Markup:
        """A date with its weekday and month, as short as the language allows."""
        return self.calendar.short_day(day)

    def full_date(self, day: dt.date) -> Markup:
        """A date with its weekday, month and year."""
        return self.calendar.full_date(day)

    def date(self, day: dt.date) -> Markup:
        """A date with its month and year, without the weekday."""
        return self.calendar.date(day)

    def weekday(self, day: dt.date) -> Markup:
        """The name of a date's weekday."""
        return self.calendar.weekday(day)

    def hijri(self, year: int, month: int, day: int) -> Markup:
        """A date of the Hijri calendar, without the weekday."""
        name = self.say_as("Hijri month", HIJRI_MONTHS[month - 1])
        # A year is not grouped: it goes in as text, in the reader's digits.
        return self.say("{day} {month} {year} AH", day=day, month=name, year=self.numerals(str(year)))

    def numerals(self, text: str) -> Markup:
        """Digits as they stand (a year, the number of a room), in this reader's own."""
        return self.calendar.numerals(text)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """A moment in the event's zone."""
        return moment.astimezone(self.zone)

    def time(self, moment: dt.datetime) -> Markup:
        """The time of day in the event's zone."""
        return self.time_of_day(moment.astimezone(self.zone).time())

    def clock(self, moment: dt.datetime) -> Markup:
        """The time of day without a word for its part of the day, where the context tells it (noon prayer)."""
        return self.calendar.clock(moment.astimezone(self.zone).time().replace(second=0, microsecond=0))

    def time_of_day(self, of_day: dt.time) -> Markup:
        """A time of day with, where hours are counted to twelve, the word for its part of the day."""
        return self._in_part(of_day, self.calendar.clock(of_day.replace(second=0, microsecond=0)))

    def span(self, start: dt.datetime, end: dt.datetime) -> Markup:
        """From when to when, in the event's zone; with the days where it is longer than a day."""
        shown = self._spans.get((start, end))
        if shown is None:
            if len(self._spans) >= _KEPT:
                self._spans.clear()
            shown = self._spans[start, end] = self._span(start.astimezone(self.zone), end.astimezone(self.zone))
        return shown

    def duration(self, length: dt.timedelta) -> Markup:
        """A length of time in words, in the form that follows a preposition ("in …", "for …")."""
        minutes = max(0, int(length.total_seconds() // 60))
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        parts = []
        if days:
            parts.append(self.say_many_as("after a preposition", "{count} day", "{count} days", days))
        if hours:
            parts.append(self.say_many_as("after a preposition", "{count} hour", "{count} hours", hours))
        if minutes and not days:
            parts.append(self.say_many_as("after a preposition", "{count} minute", "{count} minutes", minutes))
        if not parts:
            return self.say("less than a minute")
        return parts[0] if len(parts) == 1 else self.say("{longer} {shorter}", longer=parts[0], shorter=parts[1])

    def zone_name(self) -> Markup:
        """Whose time it is, such as "Baghdad time"."""
        return self.say("{city} time", city=self.calendar.city(self.zone.key))

    def moment(self, when: dt.datetime, shown: Markup, form: str | None = None) -> Markup:
        """``shown`` as a date_time entity of ``when``: readers elsewhere can see their own time.

        ``form`` is Telegram's format string ("r", "wDT" …); without it every reader sees ``shown``.
        """
        if form is None:
            return Markup('<tg-time unix="{}">{}</tg-time>').format(int(when.timestamp()), shown)
        return Markup('<tg-time unix="{}" format="{}">{}</tg-time>').format(int(when.timestamp()), form, shown)

    def listed(self, items: Iterable[Markup]) -> Markup:
        """Items joined as this language joins a list."""
        return self.calendar.listed([self.isolate(item) for item in items])

    def language_name(self, code: str) -> Markup:
        """What this language calls another one."""
        key = ("language", LANGUAGES.get(code, ""))
        if key in self.catalog.messages:
            return self.say_as(*key)
        return self.calendar.language_name(code)

    def isolate(self, value: object) -> Markup:
        """A foreign run (a name, a URL, a telephone number) inside U+2068 … U+2069 where this language needs it."""
        if isinstance(value, Markup):
            return Markup(isolated(value)) if needs_isolation(unsettled(value), rtl=self.rtl) else value
        text = clean(str(value))
        safe = escape(text)
        return Markup(isolated(safe)) if needs_isolation(text, rtl=self.rtl) else safe

    @staticmethod
    def plain(html: Markup) -> str:
        """What is seen of safe HTML, as plain text for button labels and toasts."""
        return html.unescape() if "<" not in html else _without_tags(html)

    def _keep_message(self, key: tuple[str | None, str], english: tuple[str, ...]) -> tuple[Template, ...]:
        """The message's forms with their own digits and foreign runs treated; the English ones where none is there."""
        found = self.catalog.messages.get(key) or tuple(Template.parse(each) for each in english)
        spoken = self._messages[key] = tuple(
            Template(
                each.source,
                tuple((literal(words, rtl=self.rtl, digits=self.digits), name) for words, name in each.pieces),
            )
            for each in found
        )
        return spoken

    def _many(self, key: tuple[str | None, str], plural: str, count: int, values: dict[str, object]) -> Markup:
        found = self._messages.get(key) or self._keep_message(key, (key[1], plural))
        form = self.catalog.plural(count) if key in self.catalog.messages else int(count != 1)
        values["count"] = count
        return self._filled(found[form], values)

    def _filled(self, template: Template, values: Mapping[str, Any]) -> Markup:
        parts = []
        for words, name in template.pieces:
            parts.append(words)
            if name is not None:
                value = values[name]
                if isinstance(value, int | float) and not isinstance(value, bool):
                    parts.append(self._number_isolated(self.calendar.number(value)))
                else:
                    parts.append(self.isolate(value))
        return Markup("".join(parts))

    def _number_isolated(self, number: Markup) -> Markup:
        return number if self.rtl or self.digits == "latn" else Markup(isolated(number))

    def _in_part(self, of_day: dt.time, shown: Markup) -> Markup:
        return self.say_as("time of day", part_of_day(of_day), time=shown) if self.calendar.twelve_hours else shown

    def _span(self, first: dt.datetime, last: dt.datetime) -> Markup:
        if last - first >= dt.timedelta(days=1):
            return Markup("{} – {}").format(
                self.say("{day}, {time}", day=self.day(first.date()), time=self.time(first)),
                self.say("{day}, {time}", day=self.day(last.date()), time=self.time(last)),
            )
        if not self.calendar.twelve_hours or part_of_day(first.time()) == part_of_day(last.time()):
            clock = self.calendar.clock
            both = Markup("{}–{}").format(
                self._number_isolated(clock(first.time().replace(second=0, microsecond=0))),
                self._number_isolated(clock(last.time().replace(second=0, microsecond=0))),
            )
            return self._in_part(first.time(), both)
        return Markup("{} – {}").format(self.time(first), self.time(last))

    def _keep_reading(self, raw: str, language: str, limit: int | None) -> Markup:
        if len(self._read) >= _KEPT:
            self._read.clear()
        if language == self.language:
            shown = Markup(prose(raw, rtl=self.rtl, digits=self.digits, limit=limit))
        else:
            shown = Markup(isolated(prose(raw, rtl=written_rtl(language), digits="latn", limit=limit)))
        self._read[raw, language, limit] = shown
        return shown


def _without_tags(html: Markup) -> str:
    return Markup(_TAG.sub("", html)).unescape()
