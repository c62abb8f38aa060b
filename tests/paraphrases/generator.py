"""Paraphrases with computed answers for any event: slots are filled from its data, answers computed from its times."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.event.model import Event, Session
from tests.paraphrases.filling import Asking, Filled, beside, between, lunch
from tests.paraphrases.naming import Index, speaking
from tests.paraphrases.sentences import SENTENCES, VARIETIES, slots
from tests.paraphrases.typos import misspelt
from tests.questions.wanted import SERVICE, Holds, Wanted, edges, event_date, wanted

EDGES = ("first", "last", "next")
ELSEWHERE = frozenset({"day", "day_kind", "day_hall"})
"""Intents that are now and then asked of another day, on which there may be nothing, or of a day outside the event."""
BESIDE = frozenset({"after_title", "same_time"})
SPECIFIC = frozenset({"person", "person_day", "chair", "chaired", "title", "topic", "one", "one_day"})
"""Intents that name what they ask for: breaks are not left out."""


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """One question: each of ``accepted`` answers it; one with no sessions means that there is nothing."""

    question: str
    variety: str
    intent: str
    at: datetime
    accepted: tuple[Wanted, ...]
    typo: bool = False


def paraphrases(event: Event, count: int, seed: int = 1) -> list[Paraphrase]:
    """``count`` different paraphrases of this event's programme, the same for a seed; every seventh has a typo."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    index = Index.of(event)
    kinds = [(variety, intent) for variety in VARIETIES for intent in SENTENCES[variety]]
    rng.shuffle(kinds)
    found: dict[str, Paraphrase] = {}
    for attempt in range(count * 40):
        if len(found) == count:
            break
        made = _one(event, rng, index, *kinds[attempt % len(kinds)])
        if made and len(found) % 7 == 6:
            wrong = misspelt(made.question, rng)
            made = replace(made, question=wrong, typo=wrong != made.question)
        if made:
            found.setdefault(made.question, made)
    return list(found.values())


def _one(event: Event, rng: random.Random, index: Index, variety: str, intent: str) -> Paraphrase | None:
    pool = list(event.sessions.values()) if intent in {"one", "one_day", "now"} else speaking(event)
    anchor = rng.choice([session for session in pool if session.people] if intent == "chaired" else pool)
    day, today = event_date(event, anchor.start), rng.choice(event.days).date
    asking = Asking(event, rng, variety, anchor, datetime.combine(today, time(8, 5), event.zone), day, index)
    asking = _when(asking, intent)
    sentence = rng.choice(SENTENCES[variety][intent])
    filled = _filled(asking, intent, sentence)
    if filled is None:
        return None
    accepted = tuple(dict.fromkeys(_accepted(asking, intent, [each.readings for each in filled.values()])))
    # Where one reading has sessions and another has none, the one with sessions is meant.
    accepted = tuple(each for each in accepted if not each.nothing) or accepted
    question = sentence.format(**{name: each.words for name, each in filled.items()})
    return Paraphrase(_hurried(question, rng), variety, intent, asking.at, accepted)


def _hurried(question: str, rng: random.Random) -> str:
    """Some leave out the question mark, some the capital letters."""
    question = question.rstrip("?؟") if rng.random() < 1 / 3 else question.replace("؟؟", "؟")
    return question.lower() if rng.random() < 1 / 3 else question


def _when(asking: Asking, intent: str) -> Asking:
    """The moment of asking that fits the intent, and now and then another day than the anchor's."""
    anchor, rng, event = asking.anchor, asking.rng, asking.event
    if intent.startswith("now"):
        return replace(asking, at=anchor.start + (anchor.end - anchor.start) / 3)
    if intent.startswith("next"):
        return replace(asking, at=anchor.start - timedelta(minutes=7))
    if intent == "ahead":
        return replace(asking, at=anchor.start - timedelta(minutes=rng.choice((30, 60, 120, 180))))
    if intent in {"left", "missed"}:
        at = anchor.start - timedelta(minutes=20) if intent == "left" else anchor.end + timedelta(minutes=20)
        return replace(asking, at=at)
    if intent in ELSEWHERE and rng.random() < 1 / 6:
        others = [each.date for each in event.days]
        outside = [others[-1] + timedelta(days=ahead) for ahead in (1, 2, 3)]
        return replace(asking, day=rng.choice(outside if rng.random() < 1 / 2 else others))
    return asking


def _filled(asking: Asking, intent: str, sentence: str) -> dict[str, Filled] | None:
    filled: dict[str, Filled] = {}
    for slot in slots(sentence):
        if slot == "until":
            continue
        if slot == "from":
            first, last, readings = between(asking)
            filled |= {"from": Filled(first, readings), "until": Filled(last, (lambda _: True,))}
            continue
        found = asking.fill("chair" if slot == "person" and intent == "chair" else slot)
        if found is None:
            return None
        filled[slot] = found
    if intent in BESIDE:
        filled["title"] = replace(filled["title"], readings=beside(asking, intent))
        return filled if filled["title"].readings else None
    if intent.endswith("_lunch"):
        readings = lunch(asking, intent)
        if not readings:
            return None
        filled["lunch"] = Filled("", readings)
    return filled


def _accepted(asking: Asking, intent: str, readings: list[tuple[Holds, ...]]) -> Iterator[Wanted]:
    edge = next((name for name in EDGES if intent.startswith(name)), None)
    for reading in itertools.product(*readings):
        chosen = [s for s in asking.event.sessions.values() if all(holds(s) for holds in reading)]
        if intent.startswith("now"):
            chosen = [session for session in chosen if session.start <= asking.at < session.end]
        if intent == "left":
            chosen = _today(asking, chosen, asking.at)
        if intent == "missed":
            yield from _missed(asking, chosen)
            return
        if edge:
            yield from edges(chosen, edge, asking.at)
        else:
            yield wanted(chosen, service=intent in SPECIFIC or _only_service(chosen))


def _missed(asking: Asking, sessions: list[Session]) -> Iterator[Wanted]:
    """What is over today, or has at least begun."""
    today = [s for s in sessions if event_date(asking.event, s.start) == event_date(asking.event, asking.at)]
    yield wanted(s for s in today if s.end <= asking.at)
    yield wanted(s for s in today if s.start < asking.at)


def _today(asking: Asking, sessions: list[Session], after: datetime) -> list[Session]:
    today: date = event_date(asking.event, asking.at)
    return [s for s in sessions if event_date(asking.event, s.start) == today and s.start > after]


def _only_service(sessions: list[Session]) -> bool:
    return bool(sessions) and all(session.type in SERVICE for session in sessions)
