"""A message as long as Telegram allows, of anything: never an exception, never more than a tenth of a second."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from bot.answers.model import Context, Outcome, Question
from tests.questions.conftest import Made

LONGEST = 4096
SLOWEST = 0.1
FULL = {
    "one letter": "ا" * LONGEST,
    "one word": "مؤتمر" * (LONGEST // 5),
    "one Latin word": "conference" * (LONGEST // 10),
    "Arabizi without end": "3a7lsh5" * (LONGEST // 7),
    "many unknown words": " ".join(f"kl{n}mn{n}" for n in range(450)),
    "many known words": "شوكت ورشة باچر workshop tomorrow القاعة " * (LONGEST // 40),
    "many hours": " ".join(f"{hour}:{minute:02}" for hour in range(24) for minute in range(0, 60, 3)),
    "many dates": "26/10 ٢٦ تشرين الأول " * (LONGEST // 21),
    "only diacritics": "\u064b\u064c\u064e\u0651" * (LONGEST // 4),
    "only digits": "1234567890" * (LONGEST // 10),
    "only Arabic digits": "٠١٢٣٤٥٦٧٨٩" * (LONGEST // 10),
    "bidi bomb": "\u202e\u2067\u2066\u202d\u2069\u200f" * (LONGEST // 6),
    "zero width": "\u200b\u200c\u200d\ufeff" * (LONGEST // 4),
    "combining": "a" + "\u0301" * (LONGEST - 1),
    "emoji": "👩🏽\u200d🔬" * (LONGEST // 4),
    "question marks": "؟?" * (LONGEST // 2),
    "lines": "شنو\n" * (LONGEST // 4),
    "lone surrogates": "\ud800\udfff" * 20,
    "markup": "<b>&amp;" * (LONGEST // 8),
    "nothing": "",
    "blanks": " \t\n\u00a0\u3000" * 50,
    "null": "\x00" * 100,
}


def asked(made: Made, text: str, before: str | None = None) -> None:
    event, engine = made
    at = datetime(2025, 10, 25, 9, 0, tzinfo=event.zone)
    context = Context(before, (), at) if before is not None else None
    begun = time.thread_time()
    answer = engine.answer(Question(text, at, context=context))
    took = time.thread_time() - begun
    assert answer.outcome in Outcome
    assert answer.language in {"ar", "en"}
    assert 0 <= answer.confidence <= 1
    known = {*event.sessions, *event.facts, *event.halls, *event.places, *event.speakers, *event.tracks}
    assert {*answer.ids, *(each.id for each in answer.candidates)} <= known
    assert took < SLOWEST, f"{took * 1000:.0f} ms for {text[:40]!r}"


@pytest.mark.parametrize("text", FULL.values(), ids=FULL.keys())
def test_a_full_message_of_anything(demo: Made, text: str) -> None:
    asked(demo, text)
    asked(demo, text[:300], before=text)


@pytest.mark.slow
@pytest.mark.parametrize("text", FULL.values(), ids=FULL.keys())
def test_a_full_message_of_anything_to_a_large_event(large: Made, text: str) -> None:
    asked(large, text)
