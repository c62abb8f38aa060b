"""Whatever is typed: never an exception, never long, and the answer always names things that the event has."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.engine import Engine
from bot.answers.model import Context, Outcome, Question
from bot.answers.spelling import normalise, tokens

AT = datetime(2025, 10, 25, 6, 0, tzinfo=UTC)
TIME = "متى شوكت where الساعة 25 26/10 99:99 12:75 يوم day الثالث after بعد ونص half past between بين و and in hours"
PLACE = "قاعة دجلة Hall 201 next أول last ورشة workshop dr د. الأسدي 3 جمادى الأولى ساعتين من from to إلى ? ؟ ، wen el"
REST = "qa3a 00:00 31/2 2025-13-40 0 1447 reg_fee <b> & م ص am pm"
WORDS = st.sampled_from(f"{TIME} {PLACE} {REST}".split())


def known(engine: Engine) -> set[str]:
    event = engine.event
    return {*event.facts, *event.sessions, *event.halls, *event.places, *event.speakers}


def answered(engine: Engine, text: str) -> None:
    context = Context(text, tuple(engine.event.sessions)[:2], AT)
    for question in (Question(text, AT), Question(text, AT, context=context)):
        answer = engine.answer(question)
        assert {*answer.ids, *(each.id for each in answer.candidates)} <= known(engine)
        assert 0 <= answer.confidence <= 1
        assert bool(answer.ids) == (answer.outcome in {Outcome.FOUND, Outcome.SEVERAL, Outcome.SLOT})


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_unicode(demo: Engine, text: str) -> None:
    answered(demo, text)


@given(st.lists(WORDS, max_size=14).map(" ".join))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_heap_of_words_of_time_and_place(demo: Engine, text: str) -> None:
    answered(demo, text)


@given(st.text(max_size=200))
def test_making_letters_equal_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "?" * 4096,
        "ا" * 4096,
        "\u064b\u064c\u0652" * 1000,
        "1" * 4096,
        "\u202e\u2066\u200f" * 1000 + "متى",
        "\u200d\u200b" * 2000,
        "كم رسم التسجيل " * 250,
        "aAعع9" * 800,
        "\U0001f600" * 2000,
        "ﷺ" * 1000,
        "12:30 " * 600,
        "/" * 4096,
        "\x00\ufffe",
    ],
)
def test_hostile_texts_take_no_time(demo: Engine, text: str) -> None:
    demo.answer(Question("warm", AT))
    begun = time.process_time()
    answered(demo, text)

    assert time.process_time() - begun < 0.2, "two answers"


def test_digits_marks_and_scripts_are_made_equal() -> None:
    assert normalise("الشَّهادة ٢٠٢٥ ۱۲ Wi‑Fi ـــ کلاس") == normalise("الشهاده 2025 12 wi‑fi  كلاس")
    assert [token.text for token in tokens("الـ workshop رقم٢؟")] == ["ال", "workshop", "رقم", "2"]
