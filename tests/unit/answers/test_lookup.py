"""What is found for an inline query: made once a minute for each snapshot, language and query; whatever is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.engine import Engine
from bot.answers.inline import PAGE, page
from bot.answers.lookup import Lookup
from bot.answers.model import Answer, Outcome, Question
from bot.answers.render import Desk
from bot.chat.inline import MOST, inline_answer
from bot.event.load import load
from bot.event.model import Event
from bot.installation import CATALOGS
from bot.texts import Catalogs

EVENT = load(Path(__file__).resolve().parents[2] / "events" / "sample")
OPENING = datetime(2026, 4, 16, 9, 0, 10, tzinfo=EVENT.zone)


@dataclass
class Asked:
    """An engine that knows nothing and counts how often it is asked."""

    event: Event
    times: int = 0

    def answer(self, question: Question) -> Answer:
        self.times += 1
        return Answer(Outcome.UNKNOWN, question.language or "en", 0.0)


def found(lookup: Lookup, engine: Asked, query: str, now: datetime = OPENING, language: str = "en") -> tuple[str, ...]:
    assert isinstance(engine, Asked)
    return lookup.found(engine, language, query, now)  # type: ignore[arg-type]


def test_the_engine_is_asked_once_a_minute_for_each_snapshot_language_and_query() -> None:
    lookup, engine = Lookup(), Asked(EVENT)
    for query in ("opening", "opening", "  opening ", "opening\n"):
        found(lookup, engine, query)
    assert engine.times == 1
    found(lookup, engine, "opening", language="ar")
    assert engine.times == 2
    found(lookup, engine, "opening", OPENING + timedelta(seconds=49))
    assert engine.times == 2
    found(lookup, engine, "opening", OPENING + timedelta(seconds=50))
    assert engine.times == 3, "another minute: something may have begun"
    changed = Asked(replace(EVENT))
    found(lookup, changed, "opening", OPENING)
    assert changed.times == 1, "another snapshot"


def test_a_name_is_found_by_its_beginnings_with_and_without_the_arabic_article() -> None:
    lookup, engine = Lookup(), Asked(EVENT)
    for session in EVENT.sessions.values():
        for title in session.title.every():
            assert session.id in found(lookup, engine, title)
            words = title.split()
            assert session.id in found(lookup, engine, " ".join(words[:2])[:-1] or title)
            assert session.id in found(lookup, engine, " ".join(word.removeprefix("ال") for word in words))


TYPED = ("", " ", "و", "ورشة", "\u202e\u2066\u0651", "\ud800", "\x00", "<b>", "²", "٣", "🙂", "% _ \\ '")


@pytest.mark.parametrize("query", [*TYPED, "ا" * 4096, "قاعة " * 300])
def test_whatever_is_typed_is_a_page_that_telegram_takes(sample: Engine, query: str) -> None:
    event = sample.event
    ids = Lookup().found(sample, "ar", query, OPENING)
    desk = Desk(
        event,
        Catalogs(CATALOGS).texts("ar", event.zone),
        OPENING,
        lambda start: f"https://t.me/some_bot?start={start}",
    )
    for first in ("", str(PAGE), query[:64]):
        answer = inline_answer(page(desk, ids, first, OPENING))
        results = answer["results"]
        assert len(results) <= MOST
        assert len({each["id"] for each in results}) == len(results)
        assert all(len(each["id"].encode()) <= 64 and each["title"].strip() for each in results)
        assert len(answer["next_offset"].encode()) <= 64
        assert 1 <= answer["cache_time"] <= 60
