"""When? Days, hours, parts of the day and their order, read from the words of time; all in the event's own zone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.answers.dates import Calendar, read_dates
from bot.answers.hours import Hours, read_hours
from bot.answers.lengths import length_at
from bot.answers.time_words import TimeWord

PARTS = {"am": (0, 720), "noon": (690, 840), "afternoon": (720, 1080), "late": (840, 1080), "evening": (1020, 1680)}
"""Parts of the day in minutes after midnight: a session belongs to a part by its start."""
_SEQUENCES = {
    "next": "next", "left": "left", "begins_with": "first", "ends_with": "last", "first": "first",
    "last": "last", "now": "now", "over": "over",
}  # fmt: skip
_FEW = 6
_EDGES = {"till": "last", "from_when": "first"}


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about time. ``used``: the tokens that say it."""

    dates: frozenset[date] | None = None
    hours: Hours | None = None
    part: str | None = None
    moment: datetime | None = None
    """A moment counted from now: in two hours."""
    sequence: str | None = None
    """ "now", "next", "left", "over", "first" or "last"."""
    edge: str | None = None
    """ "first" or "last", where it is asked when a day begins or ends."""
    relation: tuple[str, int] | None = None
    """ "before", "after" or "with", and the token that follows: the thing before, after or beside which."""
    all_days: bool = False
    nth: tuple[int, int] | None = None
    """Which of them, and the token that says so: the second workshop."""
    used: frozenset[int] = field(default_factory=frozenset)
    dated: frozenset[int] = field(default_factory=frozenset)
    """Those of them that name the dates."""

    @property
    def says_something(self) -> bool:
        """Whether any of it is set."""
        return bool(self.dates is not None or self.hours or self.part or self.moment or self.sequence or self.relation)


def read_when(words: list[TimeWord], calendar: Calendar, now: datetime) -> When:
    """Read the words of time of one question."""
    relative = _relative(words, now, calendar)
    when, left = relative
    dates, used = read_dates(left, calendar, now)
    when = replace(when, dates=when.dates if when.dates is not None else dates, used=when.used | used, dated=used)
    left = _without(left, used)
    hours, used = read_hours(left)
    when = replace(when, hours=hours, used=when.used | used)
    left = _without(left, used)
    # "Tonight" names the day and the part of it.
    part, used = _part([*left, *(word for word in words if word.first in when.dated)])
    if part and not hours:
        when = replace(when, part=part)
    when = replace(when, used=when.used | used)
    return _sequence(when, _without(left, used))


def _without(words: list[TimeWord], used: frozenset[int]) -> list[TimeWord]:
    return [word if word.first not in used else TimeWord(frozenset(), word.first, word.length, "") for word in words]


def _relative(words: list[TimeWord], now: datetime, calendar: Calendar) -> tuple[When, list[TimeWord]]:
    """In two hours, after half an hour, in three days."""
    for place, word in enumerate(words):
        leads = word.has("after") or word.text in {"in", "within", "خلال", "كمان", "fi"}
        begins = place + 1 if leads else place
        length, taken = length_at(words[begins : begins + 3])
        if length is None:
            continue
        end = begins + taken
        ahead = end + 1 < len(words) and words[end].has("from") and words[end + 1].has("now")
        later = end < len(words) and (
            words[end].text in {"later", "ahead"} or words[end].text in {"from now", "من الان"}
        )
        if not (leads or ahead or later):
            continue
        end += 2 if ahead else 1 if later else 0
        used = frozenset(position for each in words[place:end] for position in each.positions)
        left = _without(words, used)
        if length >= timedelta(days=1):
            return When(dates=frozenset({calendar.day_of(now + length)}), used=used), left
        return When(moment=now + length, used=used), left
    return When(), words


def _part(words: list[TimeWord]) -> tuple[str | None, frozenset[int]]:
    for word in words:
        if word.text in {"am", "pm", "م", "ص", "a.m", "p.m"}:
            continue
        for name in ("late", "afternoon", "evening", "noon", "am"):
            if word.has(name):
                return name, frozenset(word.positions)
    return None, frozenset()


def _sequence(when: When, words: list[TimeWord]) -> When:
    used, sequence, all_days = set(when.used), None, False
    relation, behind = _relation(words, when.used)
    used |= behind
    edge = next((edge for name, edge in _EDGES.items() if any(word.has(name) for word in words)), None)
    for place, word in enumerate(words):
        for name, meant in _SEQUENCES.items():
            if word.has(name) and sequence in {None, "now"} and not word.text.endswith("missing"):
                sequence = meant
                used |= set(word.positions)
        if word.has("day") and not word.has("today"):
            used |= set(word.positions)
        day = next((end for end in range(place + 1, min(place + 4, len(words))) if words[end].has("day")), None)
        if word.has("whole") and day is not None:
            all_days = True
            used |= {position for each in words[place : day + 1] for position in each.positions}
    if sequence == "now" and (when.dates is not None or when.hours or when.part or when.moment or edge):
        sequence = None
    if relation and relation[0] == "with" and sequence in {"next", "now", "left"}:
        sequence = None
    if relation and sequence not in {None, "next", "now"}:
        relation = None
    return replace(
        when, relation=relation, sequence=sequence, edge=edge, used=frozenset(used), all_days=all_days,
        nth=_nth(words),
    )  # fmt: skip


def _nth(words: list[TimeWord]) -> tuple[int, int] | None:
    """An ordinal that is no day's and no hour's."""
    for word in words:
        number = word.named("ordinal_")
        if number is not None and number <= _FEW:
            return number, word.first
    return None


def _relation(words: list[TimeWord], used: frozenset[int]) -> tuple[tuple[str, int] | None, frozenset[int]]:
    """Before, after or at the same time as what follows; and the tokens that say so where they have no other sense."""
    for place, word in enumerate(words):
        if word.has("together"):
            return ("with", word.first + word.length), frozenset(word.positions)
        if not word.has("after", "before", "behind") or word.has("from") or place + 1 == len(words):
            continue
        after = next((each for each in words[place + 1 :] if each.text or each.first not in used), None)
        if after is not None and after.first not in used:
            said = frozenset(word.positions) if word.has("behind") else frozenset()
            return ("before" if word.has("before") else "after", after.first), said
    return None, frozenset()
