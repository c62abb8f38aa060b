"""Paraphrases with computed answers for any event: slots are filled from its data, answers computed from its times."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.event.model import Event, Session, SessionType
from tests.paraphrases.slots import KINDS, PARTS, SPOKEN, VARIETIES, days, hours
from tests.paraphrases.templates import TEMPLATES
from tests.paraphrases.typos import misspelt

# Sessions in which nobody speaks: "talks in the morning" may or may not mean them, so either answer is right.
SERVICE = frozenset({SessionType.BREAK, SessionType.MEAL, SessionType.PRAYER, SessionType.REGISTRATION})


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """One question: ``accepted`` are the id sets that answer it; an empty set means outcome "empty"."""

    question: str
    variety: str
    intent: str
    at: datetime
    accepted: tuple[frozenset[str], ...]
    typo: bool = False


def paraphrases(event: Event, count: int, seed: int = 1) -> list[Paraphrase]:
    """``count`` different paraphrases of this event's programme, the same for the same seed; every seventh has a typo."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    intents = [intent for intent in TEMPLATES for _ in VARIETIES]
    found: dict[str, Paraphrase] = {}
    for attempt in range(count * 40):
        if len(found) == count:
            break
        intent, variety = intents[attempt % len(intents)], VARIETIES[attempt % len(VARIETIES)]
        made = _one(event, rng, intent, variety)
        if made and len(found) % 7 == 6:
            made = misspelt(made, rng)
        if made and made.question not in found:
            found[made.question] = made
    return list(found.values())


def event_date(event: Event, moment: datetime) -> date:
    """The event day that a moment belongs to: before the day change it is still yesterday."""
    local = moment.astimezone(event.zone)
    return local.date() - timedelta(days=1) if local.time() < event.day_change else local.date()


def _one(event: Event, rng: random.Random, intent: str, variety: str) -> Paraphrase | None:
    slots = dict(_slots(event, rng, intent, variety))
    if not slots:
        return None
    at: datetime = slots.pop("at")
    chosen: list[Session] = slots.pop("sessions")
    everyone = frozenset(session.id for session in chosen)
    speaking = frozenset(session.id for session in chosen if session.type not in SERVICE)
    accepted = (
        (everyone,) if intent in {"kind", "day_kind", "title", "person"} or not speaking else (everyone, speaking)
    )
    sentence = rng.choice(TEMPLATES[intent][variety]).format(**slots)
    return Paraphrase(sentence, variety, intent, at, tuple(dict.fromkeys(accepted)))


def _slots(event: Event, rng: random.Random, intent: str, variety: str) -> Iterator[tuple[str, object]]:
    today = rng.choice(event.days)
    morning = datetime.combine(today.date, time(8, 5), event.zone)
    asked = rng.choice(event.days)
    # One day question in twelve is about a day outside the event: the true answer is that there is nothing.
    outside = intent in {"day", "day_kind"} and rng.random() < 1 / 12
    day = event.days[-1].date + timedelta(days=rng.randint(1, 3)) if outside else asked.date
    number = 0 if outside else asked.number
    of_day = [session for session in event.sessions.values() if event_date(event, session.start) == day]
    if "day" in intent or intent in {"hour", "first", "last"}:
        yield "day", rng.choice(days(variety, day, number, today.date))
    yield from _narrowed(event, rng, intent, variety, of_day, morning)


def _narrowed(  # noqa: C901 - one branch an intent, each of a few lines
    event: Event, rng: random.Random, intent: str, variety: str, of_day: list[Session], morning: datetime
) -> Iterator[tuple[str, object]]:
    every = list(event.sessions.values())
    language = SPOKEN[variety]
    at, chosen = morning, of_day
    if intent in {"kind", "day_kind"}:
        kind = rng.choice([kind for kind in KINDS if any(session.type is kind for session in every)])
        yield "kinds", rng.choice(KINDS[kind][variety])
        chosen = [session for session in (of_day if intent == "day_kind" else every) if session.type is kind]
    elif intent == "day_part":
        begin, end = rng.choice(list(PARTS))
        yield "part", rng.choice(PARTS[begin, end][variety])
        chosen = [s for s in of_day if begin <= s.start.astimezone(event.zone).time() < end]
    elif intent == "day_hall":
        hall = rng.choice(list(event.halls.values()))
        yield "hall", hall.name.pick(language)[0]
        chosen = [session for session in of_day if hall.id in session.halls]
    elif intent == "hour":
        base = rng.choice(of_day).start if of_day else morning
        yield "hour", rng.choice(hours(variety, base.astimezone(event.zone).time()))
        chosen = [session for session in of_day if session.start <= base < session.end]
    elif intent == "person":
        on_stage = {appearance.speaker for session in every for appearance in session.people}
        person = event.speakers[rng.choice(sorted(on_stage))]
        yield (
            "person",
            _named(person.honorific and person.honorific.pick(language)[0], person.name.pick(language)[0], rng),
        )
        chosen = [s for s in every if any(appearance.speaker == person.id for appearance in s.people)]
    elif intent == "title":
        session = rng.choice([s for s in every if s.type not in SERVICE])
        yield "title", session.title.pick(language)[0]
        chosen = [s for s in every if s.title.pick(language)[0] == session.title.pick(language)[0]]
    elif intent == "now":
        running = rng.choice(every)
        at = running.start + (running.end - running.start) / 3
        chosen = [session for session in every if session.start <= at < session.end]
    elif intent == "next":
        at = rng.choice(every).start - timedelta(minutes=7)
        first = min(session.start for session in every if session.start > at)
        chosen = [session for session in every if session.start == first]
    elif intent in {"first", "last"}:
        chosen = _edge(of_day, last=intent == "last")
    elif intent == "track":
        used = [track for track in event.tracks.values() if any(session.track == track.id for session in every)]
        if not used:
            return
        track = rng.choice(used)
        yield "track", track.name.pick(language)[0]
        chosen = [session for session in every if session.track == track.id]
    yield "at", at
    yield "sessions", chosen


def _edge(of_day: list[Session], *, last: bool) -> list[Session]:
    if not of_day:
        return []
    edge = max(session.start for session in of_day) if last else min(session.start for session in of_day)
    return [session for session in of_day if session.start == edge]


def _named(honorific: str | None, name: str, rng: random.Random) -> str:
    return f"{honorific} {name}" if honorific and rng.random() < 1 / 2 else name
