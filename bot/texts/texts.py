"""Texts: how one reader is spoken to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.texts.localized import Localized


@dataclass(frozen=True, slots=True)
class Texts:
    """Speaks one language with one kind of digits, in the event's zone. Everything it gives is safe HTML."""

    language: str
    zone: ZoneInfo
    digits: str

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in {"ar", "fa", "he", "ur", "ckb"}

    def say(self, msgid: str, **values: object) -> Markup:
        """The message in this language; values are escaped (unless Markup), numbers localized, foreign runs isolated."""
        return Markup(msgid).format(**values)

    def say_as(self, context: str, msgid: str, **values: object) -> Markup:
        """Like ``say``, for a word that is ambiguous without a context."""
        del context
        return self.say(msgid, **values)

    def say_many(self, singular: str, plural: str, count: int, **values: object) -> Markup:
        """Like ``say``, in the plural form that ``count`` asks for; ``{count}`` is the localized number."""
        return self.say(singular if count == 1 else plural, count=self.number(count), **values)

    def pick(self, text: Localized) -> Markup:
        """A value of the event in this language; in another one it is isolated and marked with that language's name."""
        return escape(text.pick(self.language)[0])

    def number(self, value: float) -> Markup:
        """A number in this reader's digits."""
        return Markup(str(value))

    def day(self, day: date) -> Markup:
        """A date with its weekday and month, without the year."""
        return Markup(day.isoformat())

    def full_date(self, day: date) -> Markup:
        """A date with its weekday, month and year."""
        return Markup(day.isoformat())

    def time(self, moment: datetime) -> Markup:
        """The time of day in the event's zone."""
        return Markup(moment.astimezone(self.zone).strftime("%H:%M"))

    def span(self, start: datetime, end: datetime) -> Markup:
        """From when to when, in the event's zone."""
        return Markup(f"{self.time(start)}–{self.time(end)}")

    def duration(self, length: timedelta) -> Markup:
        """A length of time in words."""
        return Markup(str(length))

    def moment(self, when: datetime, shown: Markup) -> Markup:
        """``shown`` as a date_time entity of ``when``: readers elsewhere can see their own time."""
        return Markup('<tg-time unix="{}">{}</tg-time>').format(int(when.timestamp()), shown)

    def listed(self, items: Iterable[Markup]) -> Markup:
        """Items joined as this language joins a list."""
        return Markup(", ").join(items)

    def isolate(self, value: object) -> Markup:
        """A foreign run (a name, an address, a number with signs) inside U+2068 … U+2069 where this language needs it."""
        return escape(value)
