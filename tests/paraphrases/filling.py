"""Slots: each has words for a session that is asked for, and a test of which sessions the words hold for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.event.model import Event, Part, Session, SessionType
from tests.paraphrases import days as day_names
from tests.paraphrases import hours as hour_names
from tests.paraphrases.kinds import KINDS, NAMED, ONE, PARTS, WINDOWS
from tests.paraphrases.naming import Index, people, respelt, same_title, spoken, titles, topics
from tests.questions.wanted import SERVICE, Holds, event_date


@cache
def _local(moment: datetime, zone: ZoneInfo) -> time:
    return moment.astimezone(zone).time()


SPOKEN = {"arabizi": "en", "en": "en", "mixed": "en"}
"""In which language names are said; else in Arabic."""
LUNCH_ENDS, EVENING_BEGINS = time(16), time(18)
CHAIRS = frozenset({Part.CHAIR, Part.MODERATOR})


@dataclass(frozen=True, slots=True)
class Filled:
    """Words for a slot, and what they may mean: sessions hold for one of the readings."""

    words: str
    readings: tuple[Holds, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question in the making: about ``anchor``, asked at ``at``, of day ``day`` (the anchor's, or another one)."""

    event: Event
    rng: random.Random
    variety: str
    anchor: Session
    at: datetime
    day: date
    index: Index

    @property
    def language(self) -> str:
        return SPOKEN.get(self.variety, "ar")

    def local(self, moment: datetime) -> time:
        return _local(moment, self.event.zone)

    def fill(self, slot: str) -> Filled | None:
        """The slot for this question; None where the anchor has no such thing or the variety no name for it."""
        return SLOTS[slot](self)

    def one_of(self, words: Iterable[str], *readings: Holds) -> Filled | None:
        choice = list(words)
        return Filled(self.rng.choice(choice), readings) if choice else None


def _day(asking: Asking, *, bare: bool = False) -> Filled | None:
    today = event_date(asking.event, asking.at)
    names = day_names.days(asking.variety, asking.event, asking.day, today)
    if bare:
        names = [name.removeprefix("on ") for name in names if not name.startswith(("on the", "the"))]
    event, day = asking.event, asking.day
    return asking.one_of(names, lambda s: event_date(event, s.start) == day)


def _part(asking: Asking) -> Filled | None:
    at = asking.local(asking.anchor.start)
    fits = [
        part
        for part in PARTS[asking.variety]
        if any(begin <= at < end for begin, end in WINDOWS[part]) and (at < time(17) or part == "evening")
    ]
    if not fits:
        return None
    part = asking.rng.choice(fits)

    def starts(window: tuple[time, time]) -> Holds:
        return lambda s: window[0] <= asking.local(s.start) < window[1]

    def overlaps(window: tuple[time, time]) -> Holds:
        return lambda s: asking.local(s.start) < window[1] and asking.local(s.end) > window[0]

    readings = [way(window) for window in WINDOWS[part] for way in (starts, overlaps)]
    return asking.one_of(PARTS[asking.variety][part], *readings)


def _kinds(asking: Asking) -> Filled | None:
    kind = asking.anchor.type
    return asking.one_of(KINDS[asking.variety].get(kind, ()), lambda s: s.type is kind)


def _some(asking: Asking) -> Filled | None:
    """Types without the article, as after "are there"."""
    kind = asking.anchor.type
    names = [" ".join(word.removeprefix("ال") for word in name.split()) for name in KINDS[asking.variety].get(kind, ())]
    return asking.one_of(names, lambda s: s.type is kind)


def _kind(asking: Asking, *, definite: bool = False) -> Filled | None:
    kind, style = asking.anchor.type, {"mixed": "en"}.get(asking.variety, asking.variety)
    pair = ONE.get(style, ONE["dialect"]).get(kind)
    return asking.one_of(pair[definite : definite + 1] if pair else (), lambda s: s.type is kind)


def _named(asking: Asking, *, dated: bool = False) -> Filled | None:
    """What there is once; lunch and breaks, of which there are several, only with a day beside them."""
    kind = asking.anchor.type
    today = event_date(asking.event, asking.at)
    if kind is SessionType.MEAL and asking.local(asking.anchor.start) > LUNCH_ENDS:
        return None
    midday: Holds = lambda s: s.type is kind and (kind is not SessionType.MEAL or asking.local(s.start) < LUNCH_ENDS)  # noqa: E731
    if not dated and kind in {SessionType.MEAL, SessionType.BREAK}:
        return None
    readings: list[Holds] = [midday, lambda s: midday(s) and event_date(asking.event, s.start) == today]
    return asking.one_of(NAMED[asking.variety].get(kind, ()), *readings)


def _hall(asking: Asking) -> Filled | None:
    if not asking.anchor.halls:
        return None
    hall = asking.rng.choice(asking.anchor.halls)
    return asking.one_of([spoken(asking.event.halls[hall].name, asking.language)], lambda s: hall in s.halls)


def _track(asking: Asking) -> Filled | None:
    track = asking.anchor.track
    if track is None:
        return None
    return asking.one_of([spoken(asking.event.tracks[track].name, asking.language)], lambda s: s.track == track)


def _person(asking: Asking, parts: frozenset[Part] = frozenset(Part)) -> Filled | None:
    on_stage = sorted(each.speaker for each in asking.anchor.people if each.part in parts)
    if not on_stage:
        return None
    person = asking.rng.choice(on_stage)
    names = people(asking.event.speakers[person], asking.language, asking.event)
    if asking.language == "en" and asking.rng.random() < 1 / 4:
        names = [respelt(name, asking.rng) for name in names]
    # "When does she speak" may or may not mean where she presides.
    readings = [parts, parts - CHAIRS] if parts - CHAIRS else [parts]
    return asking.one_of(names, *(_has(person, part) for part in readings))


def _has(person: str, parts: frozenset[Part]) -> Holds:
    return lambda s: any(each.speaker == person and each.part in parts for each in s.people)


def _title(asking: Asking) -> Filled | None:
    same = same_title(asking.anchor, asking.language, asking.event)
    words = asking.rng.choice(titles(asking.anchor, asking.language, asking.event))
    # "Difficult cases" may mean the "Panel: Difficult cases" too.
    holding = frozenset(s.id for s in asking.event.sessions.values() if words in spoken(s.title, asking.language))
    return Filled(words, (lambda s: s.id in same, lambda s: s.id in holding))


def _topic(asking: Asking) -> Filled | None:
    return asking.one_of(topics(asking.anchor, asking.language, asking.index), lambda s: s is asking.anchor)


def _hour(asking: Asking) -> Filled | None:
    moment = asking.anchor.start
    return asking.one_of(hour_names.hours(asking.variety, asking.local(moment)), lambda s: s.start <= moment < s.end)


def _edge(asking: Asking, *, later: bool) -> Filled | None:
    moment = asking.anchor.start if later else asking.anchor.end
    at = asking.local(moment)
    if later:
        readings: list[Holds] = [lambda s: asking.local(s.start) >= at, lambda s: asking.local(s.end) > at]
        readings.append(lambda s: asking.local(s.start) > at)
    else:
        readings = [lambda s: asking.local(s.start) < at, lambda s: asking.local(s.end) <= at]
    return asking.one_of(hour_names.bare(asking.variety, at), *readings)


def _around_lunch(asking: Asking, *, after: bool) -> tuple[Holds, ...]:
    meals = [
        session
        for session in asking.event.sessions.values()
        if session.type is SessionType.MEAL
        and event_date(asking.event, session.start) == asking.day
        and asking.local(session.start) < LUNCH_ENDS
    ]
    if not meals:
        return ()
    begin, end = min(s.start for s in meals), max(s.end for s in meals)
    if after:
        # The rest of the day, or the afternoon without the evening.
        return (
            lambda s: s.start >= end,
            lambda s: s.end > end,
            lambda s: s.start >= end and asking.local(s.start) < EVENING_BEGINS,
        )
    return (lambda s: s.start < begin, lambda s: s.end <= begin)


def _ahead(asking: Asking) -> Filled | None:
    minutes = round((asking.anchor.start - asking.at) / timedelta(minutes=1))
    moment = asking.anchor.start
    names = hour_names.AHEAD[asking.variety].get(minutes, ())
    return asking.one_of(names, lambda s: s.start <= moment < s.end, lambda s: s.start == moment)


SLOTS: dict[str, Callable[[Asking], Filled | None]] = {
    "day": _day,
    "Day": lambda asking: _day(asking, bare=True),
    "part": _part,
    "kinds": _kinds,
    "some": _some,
    "kind": _kind,
    "thekind": lambda asking: _kind(asking, definite=True),
    "one": _named,
    "daily": lambda asking: _named(asking, dated=True),
    "hall": _hall,
    "track": _track,
    "person": _person,
    "chair": lambda asking: _person(asking, CHAIRS),
    "title": _title,
    "topic": _topic,
    "hour": _hour,
    "after": lambda asking: _edge(asking, later=True),
    "before": lambda asking: _edge(asking, later=False),
    "ahead": _ahead,
}


def lunch(asking: Asking, intent: str) -> tuple[Holds, ...]:
    """The readings of "after lunch" and "before lunch"; none where that day has no lunch."""
    return _around_lunch(asking, after=intent == "after_lunch")


def beside(asking: Asking, intent: str) -> tuple[Holds, ...]:
    """What follows the anchor on its day, or runs while it does; none where other sessions have its title."""
    event, anchor = asking.event, asking.anchor
    if any(len(same_title(anchor, language, event)) > 1 for language in event.languages):
        return ()
    others = [s for s in event.sessions.values() if s is not anchor and event_date(event, s.start) == asking.day]
    if intent == "same_time":
        running = [s for s in others if s.start < anchor.end and s.end > anchor.start]
        together = [s for s in others if s.start == anchor.start]
        together = together or running
        return _any_of(running, together, [anchor, *running], [anchor, *together]) if running else _any_of([])
    later = [s for s in others if s.start >= anchor.end]
    hall = [s for s in later if set(s.halls) & set(anchor.halls)]
    pools = (later, hall, [s for s in later if s.type not in SERVICE], [s for s in hall if s.type not in SERVICE])
    nearest = [[s for s in pool if s.start == min(each.start for each in pool)] for pool in pools]
    return _any_of(later, hall, *nearest)


def _any_of(*sets: list[Session]) -> tuple[Holds, ...]:
    ids = [frozenset(s.id for s in each) for each in sets]
    return tuple((lambda s, wanted=wanted: s.id in wanted) for wanted in dict.fromkeys(ids))


def between(asking: Asking) -> tuple[str, str, tuple[Holds, ...]]:
    """Two hours around the anchor, in words, and what starts or runs between them."""
    first = asking.local(asking.anchor.start).replace(minute=0)
    last = time(min(first.hour + asking.rng.choice((1, 2, 3)), 23))
    words = [asking.rng.choice(hour_names.bare(asking.variety, at)[:1] or [""]) for at in (first, last)]
    if asking.rng.random() < 1 / 2 and asking.variety != "arabizi":
        words = [hour_names.bare(asking.variety, at)[-1] for at in (first, last)]
    starts: Holds = lambda s: first <= asking.local(s.start) < last  # noqa: E731
    overlaps: Holds = lambda s: asking.local(s.start) < last and asking.local(s.end) > first  # noqa: E731
    within: Holds = lambda s: first <= asking.local(s.start) and asking.local(s.end) <= last  # noqa: E731
    return words[0], words[1], (starts, overlaps, within)
