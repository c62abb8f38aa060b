"""Which hours? "at 10", "الساعة ٢ ونص", "between 9 and 11", "after 3 pm", in minutes after midnight."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.time_words import TimeWord

NOON = 720
DAY = 1440
_LEADS = frozenset(
    {
        "at",
        "@",
        "ع",
        "عال",
        "around",
        "يم",
        "قرابه",
        "نحو",
        "تقريبا",
        "about",
        "approximately",
        "حوالي",
        "by",
        "until",
        "till",
        "before",
        "after",
        "since",
        "past",
        "from",
        "between",
    }
)
_HER = ("ه", "عشر")
_AT = frozenset({"في", "عند", "حوالي", "قرابه", "نحو", "تمام"})
_ARTICLES = frozenset({"ال", "وال", "el", "al", "il", "wel", "wil"})
_ONWARDS = frozenset({"onwards", "onward", "on", "وطالع", "وطالعا", "ورايح", "فصاعدا", "وبعد", "wtali3", "wraye7"})
_LAST_HOUR = 24


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day. ``open``: no word tells whether it is before or after noon."""

    minutes: int
    open: bool = False

    def readings(self) -> tuple[int, ...]:
        """The times that it may mean, in minutes after midnight."""
        if not self.open:
            return (self.minutes,)
        return (
            (self.minutes, self.minutes + NOON)
            if self.minutes < NOON
            else (self.minutes % NOON + NOON, self.minutes % NOON)
        )


@dataclass(frozen=True, slots=True)
class Hours:
    """At, before, after or between times of day."""

    relation: str
    start: Hour
    end: Hour | None = None


def read_hours(words: list[TimeWord]) -> tuple[Hours | None, frozenset[int]]:
    """The hours that are named, and the tokens that name them; None where none are."""
    words = [word for place, word in enumerate(words) if not _article_before_hour(words, place)]
    reader = _HourReader(words)
    place = 0
    times: list[tuple[Hour, int, int]] = []
    while place < len(words):
        read = reader.time_at(place)
        if read is None:
            place += 1
            continue
        times.append((read[0], place, read[1]))
        place = read[1]
    if not times:
        return None, frozenset()
    return _related(words, times)


def _article_before_hour(words: list[TimeWord], place: int) -> bool:
    """Whether a word is but the article of the number behind it: بعد ال 3, gabul el 11."""
    following = words[place + 1] if place + 1 < len(words) else None
    return (
        words[place].text in _ARTICLES
        and following is not None
        and (following.number is not None or following.script == "clock")
    )


def _related(words: list[TimeWord], times: list[tuple[Hour, int, int]]) -> tuple[Hours, frozenset[int]]:
    hour, start, end = times[0]
    used = {position for place in range(start, end) for position in words[place].positions}
    before = words[start - 1] if start else None
    if len(times) > 1:
        other, its_start, its_end = times[1]
        if its_start - end <= 2:
            used |= {position for place in range(end, its_end) for position in words[place].positions}
            if before is not None and before.has("between", "from"):
                used |= set(before.positions)
            return Hours("between", _like(hour, other), other), frozenset(used)
    if before is not None and before.has("before", "after", "until"):
        used |= set(before.positions)
        relation = (
            "after" if (before.has("after") and before.text != "past") or before.text in {"from", "since"} else "before"
        )
        return Hours(relation, hour), frozenset(used)
    if before is not None and before.has("from"):
        used |= set(before.positions)
        return Hours("after", hour), frozenset(used)
    return Hours("at", hour), frozenset(used)


def _like(hour: Hour, other: Hour) -> Hour:
    """From 2 to 4 pm: the first is afternoon too."""
    if hour.open and not other.open and other.minutes >= NOON and hour.minutes + NOON < other.minutes:
        return Hour(hour.minutes + NOON)
    return hour


class _HourReader:
    """Reads one time of day at a time."""

    def __init__(self, words: list[TimeWord]) -> None:
        self.words = words

    def time_at(self, place: int) -> tuple[Hour, int] | None:  # noqa: PLR0911 - a way of telling the time a line
        """The time of day that begins at this word, and where it ends."""
        word = self.words[place]
        if word.script == "clock":
            hour, minute = (int(part) for part in word.text.split(":"))
            return self._marked(hour, minute, place + 1, sure=True)
        if word.script == "date" and "." in word.text and self._led(place):
            hour, minute = (int(part) for part in word.text.split(".")[:2])
            return self._marked(hour, minute, place + 1, sure=True)
        if word.text in {"noon", "midday"} and self._led(place):
            return Hour(NOON), place + 1
        if word.has("half", "quarter") and word.text.isascii():
            return self._english_fraction(place)
        if word.has("hour") and place + 1 < len(self.words):
            if self.words[place + 1].script == "clock":
                return self.time_at(place + 1)
            number = self._hour_number(self.words[place + 1], ordinal=True)
            return self._with_fraction(number, place + 2, sure=True) if number is not None else None
        ordered = self._in_order(place)
        number = self._hour_number(word, ordinal=ordered or self._between(place))
        if number is None:
            return None
        following = self.words[place + 1] if place + 1 < len(self.words) else None
        sure = (
            ordered
            or self._led(place)
            or word.text.startswith(("بال", "عال"))
            or (following is not None and (following.has("hour") or self._marks(following)))
        )
        return self._with_fraction(number, place + 1, sure=sure)

    def _in_order(self, place: int) -> bool:
        """Whether an ordinal is an hour, though "the hour" is not said: في العاشرة والنصف، بعد الثالثة."""
        word = self.words[place]
        if word.named("ordinal_") is None or not word.text.split()[0].startswith("ال") or not word.text.endswith(_HER):
            return False
        before = self.words[place - 1] if place else None
        following = self.words[place + 1] if place + 1 < len(self.words) else None
        parted = following is not None and (following.has("half", "quarter", "third", "less") or self._marks(following))
        return parted or (before is not None and (before.text in _AT or before.has("before", "after", "until")))

    def _between(self, place: int) -> bool:
        """Whether the hours stand in order after "between": بين التاسعة والعاشرة."""
        return any(self.words[near].has("between") for near in (place - 1, place - 2) if near >= 0)

    def _led(self, place: int) -> bool:
        before = self.words[place - 1] if place else None
        if before is None:
            return False
        if self._between(place):
            return True
        if (
            place >= 2
            and self.words[place - 2].has("between", "from")
            and self._hour_number(before, ordinal=False) is not None
        ):
            return True
        following = self.words[place + 1] if place + 1 < len(self.words) else None
        if before.has("from") and following is not None and following.text in _ONWARDS:
            return True
        return (
            before.text in _LEADS
            or before.has("between", "before", "after", "until")
            or (
                (before.text in {"to", "and", "الى", "و", "ila", "-", "w", "u", "wa"} or before.has("until"))
                and place >= 2
                and self._hour_number(self.words[place - 2], ordinal=False) is not None
            )
            or (before.has("from") and place + 1 < len(self.words) and self.words[place + 1].has("until"))
        )

    def _hour_number(self, word: TimeWord, *, ordinal: bool) -> int | None:
        number = word.number if word.number is not None else word.named("count_")
        if number is None and ordinal:
            number = word.named("ordinal_") or (1 if word.has("first") and False else None)
        return number if number is not None and 0 <= number <= _LAST_HOUR else None

    def _english_fraction(self, place: int) -> tuple[Hour, int] | None:
        """Half past two, quarter to three."""
        after = place + 1
        if after >= len(self.words):
            return None
        link = self.words[place].text.split()[-1] if self.words[place].length > 1 else self.words[after].text
        number_place = after if self.words[place].length > 1 else after + 1
        if link not in {"past", "to"} or number_place >= len(self.words):
            return None
        number = self._hour_number(self.words[number_place], ordinal=False)
        if number is None or not (self.words[place].text.startswith(("half", "quarter"))):
            return None
        minutes = {True: 30, False: 15}[self.words[place].text.startswith("half")] * (1 if link == "past" else -1)
        return self._marked(number, minutes, number_place + 1, sure=True)

    def _with_fraction(self, hour: int, place: int, *, sure: bool) -> tuple[Hour, int] | None:
        """What follows the hour: ونص، وربع، إلا ربع, o'clock."""
        minutes = 0
        while place < len(self.words):
            word = self.words[place]
            following = self.words[place + 1] if place + 1 < len(self.words) else None
            if word.has("half", "quarter", "third"):
                minutes += 30 if word.has("half") else 15 if word.has("quarter") else 20
            elif word.has("less") and following is not None and following.has("quarter", "third"):
                minutes -= 15 if following.has("quarter") else 20
                place += 1
            elif word.has("hour") and word.script == "latin" and sure:
                pass
            else:
                break
            sure = True
            place += 1
        return self._marked(hour, minutes, place, sure=sure)

    def _marks(self, word: TimeWord) -> bool:
        return word.has("am", "noon", "afternoon", "late", "evening")

    def _marked(self, hour: int, minutes: int, place: int, *, sure: bool) -> tuple[Hour, int] | None:
        """The hour with the part of the day that follows it."""
        if hour > _LAST_HOUR or abs(minutes) >= 60:
            return None
        following = self.words[place] if place < len(self.words) else None
        if (
            following is not None
            and following.text in {"في", "ب", "in", "the", "bil"}
            and place + 1 < len(self.words)
            and self._marks(self.words[place + 1])
        ):
            place += 1
            following = self.words[place]
        if following is not None and self._marks(following):
            return Hour(_in_part(hour, following) * 60 + minutes), place + 1
        if not sure:
            return None
        if hour > 12 or hour == 0:
            return Hour(hour * 60 + minutes), place
        return Hour(hour % 12 * 60 + minutes if hour == 12 else hour * 60 + minutes, open=True), place


def _in_part(hour: int, part: TimeWord) -> int:
    """The hour on the clock of 24, by the part of the day."""
    if hour > 12:
        return hour
    if part.has("am"):
        return hour % 12
    if part.has("noon"):
        return hour if hour in {10, 11, 12} else hour + 12
    if part.has("afternoon", "late"):
        return 12 if hour == 12 else hour + 12
    return hour + 12 if 4 <= hour < 12 else hour % 12 + 24
