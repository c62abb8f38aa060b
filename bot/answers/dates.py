"""Which days? Today and tomorrow, weekdays, numbered days, dates by month, Hijri dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hijridate import Gregorian

from bot.answers.time_words import TimeWord
from bot.event.days import event_day
from bot.event.model import Event

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?")
_LINKS = frozenset({"of", "the", "من", "شهر", "ال", "th", "st", "nd", "rd", "min", "mn", "shahr"})
_SMALL = frozenset("at in on of the what whats is are when who where any anything which please pls and".split())  # noqa: SIM905
_MONTHS = 12
_DAYS = 31


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of an event: numbered, dated, also by the Hijri calendar."""

    zone: ZoneInfo
    day_change: time
    days: tuple[date, ...]
    hijri: tuple[tuple[int, int], ...]
    """Month and day of each event day in the Hijri calendar."""

    @staticmethod
    def of(event: Event) -> Calendar:
        """The calendar of an event."""
        days = tuple(day.date for day in event.days)
        return Calendar(event.zone, event.day_change, days, tuple(_hijri(day, event.hijri_offset) for day in days))

    def day_of(self, moment: datetime) -> date:
        """The date of the event day that a moment belongs to."""
        return event_day(moment, self.zone, self.day_change)


def _hijri(day: date, offset: int) -> tuple[int, int]:
    try:
        converted = Gregorian.fromdate(day + timedelta(days=offset)).to_hijri()
    except (ValueError, OverflowError):
        return (0, 0)
    return (converted.month, converted.day)


def read_dates(
    words: list[TimeWord], calendar: Calendar, now: datetime
) -> tuple[frozenset[date] | None, frozenset[int]]:
    """The dates that are named, and the tokens that name them; None where none is."""
    reader = _Dates(words, calendar, calendar.day_of(now))
    for rule in (reader.dated, reader.by_month, reader.numbered, reader.relative, reader.weekday, reader.of_month):
        for place, word in enumerate(words):
            if word.first not in reader.used:
                rule(place, word)
    return (frozenset(reader.found) if reader.found else None), frozenset(reader.used)


class _Dates:
    """One pass over the words."""

    def __init__(self, words: list[TimeWord], calendar: Calendar, today: date) -> None:
        self.words, self.calendar, self.today = words, calendar, today
        self.found: set[date] = set()
        self.used: set[int] = set()

    def _word(self, place: int) -> TimeWord | None:
        if 0 <= place < len(self.words) and self.words[place].first not in self.used:
            return self.words[place]
        return None

    def _take(self, *places: int, dates: tuple[date, ...]) -> bool:
        self.found |= set(dates)
        for place in places:
            self.used |= set(self.words[place].positions)
        return True

    def dated(self, place: int, word: TimeWord) -> bool:
        """2025-10-26, 26/10, 26.10.2025."""
        if word.script != "date":
            return False
        found = _ISO.fullmatch(word.text)
        if found:
            return self._take(place, dates=_date(int(found[1]), int(found[2]), int(found[3])))
        slashed = _SLASHED.fullmatch(word.text)
        if slashed is None or ("." in word.text and int(slashed[2]) > _MONTHS):
            return False
        day, month = int(slashed[1]), int(slashed[2])
        if month > _MONTHS >= day:
            day, month = month, day
        dates = _date(self._year(month, slashed[3]), month, day)
        return bool(dates) and self._take(place, dates=dates)

    def by_month(self, place: int, word: TimeWord) -> bool:
        """26 October, October 26th, the 3rd of Jumada al-Ula; the name of a month alone means all its event days."""
        month, hijri = word.named("month_"), word.named("hijri_")
        if month is None and hijri is None:
            return False
        around = [near for near in self._beside(place) if self._is_day_number(near)]
        if not around:
            return self._bare_month(place, month) if word.text not in {"may", "march", "mar", "اب"} else False
        chosen = around[0]
        day = self._number(self.words[chosen])
        taken = {place, chosen, *self._ordinal_suffix(chosen), *self._year_after(max(place, chosen))}
        if hijri is not None:
            dates = tuple(
                each
                for each, named in zip(self.calendar.days, self.calendar.hijri, strict=True)
                if named == (hijri, day)
            )
            return self._take(*taken, dates=dates or (date.min,))
        return self._take(
            *taken,
            dates=_date(self._year(month or 1, self._said_year(max(place, chosen))), month or 1, day) or (date.min,),
        )

    def _beside(self, place: int) -> Iterator[int]:
        """Where the day of a month may stand: right beside it, or beyond a small word (5 of April, April the 5th)."""
        yield from (place - 1, place + 1)
        for step in (-1, 1):
            link = self._word(place + step)
            if link is not None and link.text in _LINKS:
                yield place + 2 * step

    def _bare_month(self, place: int, month: int | None) -> bool:
        if month is None:
            return False
        dates = tuple(day for day in self.calendar.days if day.month == month)
        return self._take(place, dates=dates or (date.min,))

    def numbered(self, place: int, word: TimeWord) -> bool:  # noqa: PLR0911 - a rule a line
        """Day 2, the second day, اليوم الثالث, ثاني يوم, last day."""
        if not word.has("day") and not (word.has("today") and word.text.startswith(("el ", "al ", "il ", "el", "al"))):
            return False
        after, before = self._word(place + 1), self._word(place - 1)
        if after is not None:
            number = self._day_number(after)
            if (
                number is not None
                and (word.has("day") or after.number is not None or after.named("ordinal_"))
                and self._take_day(number, place, place + 1, *self._ordinal_suffix(place + 1))
            ):
                return True
            if after.has("first"):
                return self._take_day(1, place, place + 1)
            if after.has("last"):
                return self._take_day(len(self.calendar.days), place, place + 1)
        if before is not None:
            number = before.named("ordinal_") or (before.number if self._ordinal_text(before) else None)
            if number and not word.has("today"):
                return self._take_day(number, place - 1, place)
            if before.has("first") and not word.has("today"):
                return self._take_day(1, place - 1, place)
            if before.has("last"):
                return self._take_day(len(self.calendar.days), place - 1, place)
        return False

    def _day_number(self, word: TimeWord) -> int | None:
        if word.number is not None:
            return word.number
        if word.named("weekday_") is not None:
            return None  # Thursday and the fifth sound alike in Arabizi
        return word.named("ordinal_") or word.named("count_")

    def _take_day(self, number: int, *places: int) -> bool:
        days = self.calendar.days
        dated = tuple(day for day in days if day.day == number)
        if dated and self.words[places[0]].text == "يوم" and self.words[places[1]].number is not None:
            return self._take(*places, dates=dated)  # يوم ٥ is a date where there is one, day 5 is not
        if 1 <= number <= len(days):
            return self._take(*places, dates=(days[number - 1],))
        same = tuple(day for day in days if day.day == number)
        if same or len(days) < number <= _DAYS:
            return self._take(*places, dates=same or (date.min,))
        return False

    def relative(self, place: int, word: TimeWord) -> bool:
        """Today, tomorrow, the day after, yesterday."""
        for name, days in (("after_tomorrow", 2), ("tomorrow", 1), ("yesterday", -1), ("today", 0)):
            if word.has(name):
                return self._take(place, dates=(self.today + timedelta(days=days),))
        return False

    def weekday(self, place: int, word: TimeWord) -> bool:
        number = word.named("weekday_")
        if number is None or (
            word.text in {"sun", "mon", "sat"} and len(self.words) > 1 and self._word(place - 1) is None
        ):
            return False
        dates = tuple(day for day in self.calendar.days if day.weekday() == number)
        coming = tuple(day for day in dates if day >= self.today)
        return self._take(place, dates=(coming or dates)[:1] or (date.min,))

    def of_month(self, place: int, word: TimeWord) -> bool:
        """The 26th."""
        number = word.number if self._ordinal_text(word) else self._late(word)
        if number is None:
            return False
        same = tuple(day for day in self.calendar.days if day.day == number)
        if word.named("ordinal_") and not (same and self._ends(place)):
            return False  # the 2nd workshop
        return self._take(place, *self._ordinal_suffix(place), dates=same or (date.min,))

    def _late(self, word: TimeWord) -> int | None:
        """An ordinal in words that no list of sessions or days reaches: the eighteenth is a date."""
        number = word.named("ordinal_")
        return number if number is not None and number > _MONTHS else None

    def _ends(self, place: int) -> bool:
        """Whether nothing follows of which there may be a second: the end, a word of time, a small word."""
        following = self._word(place + 1)
        return following is None or bool(following.names) or following.number is not None or following.text in _SMALL

    def _ordinal_text(self, word: TimeWord) -> bool:
        """Whether -th, -st, -nd or -rd follows the digits."""
        if word.number is not None and word.named("ordinal_"):
            return True
        return word.number is not None and bool(self._ordinal_suffix(self.words.index(word)))

    def _ordinal_suffix(self, place: int) -> tuple[int, ...]:
        following = place + 1
        if following < len(self.words) and self.words[following].text in {"th", "st", "nd", "rd"}:
            return (following,)
        return ()

    def _is_day_number(self, place: int) -> bool:
        word = self._word(place)
        if word is None:
            return False
        if abs(place) and word.text in {"of", "من", "th", "st", "nd", "rd", "the"}:
            return False
        number = self._number(word)
        return number is not None and 1 <= number <= _DAYS

    def _number(self, word: TimeWord) -> int:
        return word.number or word.named("count_") or word.named("ordinal_") or 0

    def _said_year(self, place: int) -> str | None:
        following = self._word(place + 1)
        return str(following.number) if following is not None and following.number and following.number > 1300 else None

    def _year_after(self, place: int) -> tuple[int, ...]:
        return (place + 1,) if self._said_year(place) else ()

    def _year(self, month: int, said: str | None) -> int:
        if said:
            return int(said) if len(said) == 4 else 2000 + int(said)
        days = self.calendar.days
        return next((day.year for day in days if day.month == month), days[0].year if days else self.today.year)


def _date(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()
