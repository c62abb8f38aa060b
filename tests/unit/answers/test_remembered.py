"""Answers are remembered for what they depend on, and for no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.engine import Engine
from bot.answers.model import Answer, Context, Question
from bot.answers.remembered import MOST, Remembered

NOW = datetime(2025, 10, 25, 6, 30, 10, tzinfo=UTC)
WIFI = Question("What is the wifi password?", NOW, "en")


@pytest.fixture
def remembered() -> Remembered:
    return Remembered()


def asked(remembered: Remembered, engine: Engine, question: Question) -> tuple[Answer, bool]:
    """The answer, and whether it was remembered."""
    known = remembered.answer(engine, question)
    if known is not None:
        return known, True
    answer = engine.answer(question)
    remembered.keep(engine, question, answer)
    return answer, False


def test_the_same_question_is_answered_once_a_minute(remembered: Remembered, demo: Engine) -> None:
    first, _ = asked(remembered, demo, WIFI)
    again, known = asked(
        remembered, demo, replace(WIFI, text=" what is the WiFi password ?", at=NOW.replace(second=59))
    )
    assert known
    assert again == first == demo.answer(WIFI)
    assert not asked(remembered, demo, replace(WIFI, at=NOW + timedelta(minutes=1)))[1]


@pytest.mark.parametrize("text", ["What is on now?", "What is tomorrow?", "شنو الجلسة الجاية؟"])
def test_what_depends_on_the_moment_is_as_if_asked_anew(remembered: Remembered, demo: Engine, text: str) -> None:
    for minutes in range(0, 60 * 48, 95):
        question = Question(text, NOW + timedelta(minutes=minutes), "en")
        assert asked(remembered, demo, question)[0] == demo.answer(question)


def test_a_follow_up_belongs_to_the_question_before(remembered: Remembered, demo: Engine) -> None:
    days = [Context(f"What workshops are there on day {day}?", (), NOW) for day in (1, 2)]
    follow_ups = [Question("And tomorrow?", NOW, "en", context) for context in (*days, None)]
    for question in (*follow_ups, *follow_ups):
        assert asked(remembered, demo, question)[0] == demo.answer(question)


def test_what_stands_alone_is_the_same_after_any_question(remembered: Remembered, demo: Engine) -> None:
    first, _ = asked(remembered, demo, WIFI)
    context = Context("Who speaks on day 2?", (), NOW)
    assert asked(remembered, demo, replace(WIFI, context=context)) == (first, True)
    assert demo.answer(replace(WIFI, context=context)) == first


def test_languages_are_kept_apart(remembered: Remembered, demo: Engine) -> None:
    asked(remembered, demo, replace(WIFI, text="wifi"))
    assert not asked(remembered, demo, replace(WIFI, text="wifi", language="ar"))[1]


def test_another_snapshot_knows_nothing_of_it(remembered: Remembered, demo: Engine, sample: Engine) -> None:
    asked(remembered, demo, WIFI)
    assert remembered.answer(sample, WIFI) is None
    remembered.keep(demo, WIFI, demo.answer(WIFI))
    assert remembered.answer(sample, WIFI) is None


def test_memory_is_bounded(remembered: Remembered, demo: Engine) -> None:
    answer = demo.answer(WIFI)
    for number in range(MOST + 10):
        question = replace(WIFI, text=f"question {number}")
        remembered.answer(demo, question)
        remembered.keep(demo, question, answer)
    assert remembered.answer(demo, replace(WIFI, text="question 0")) is None
    assert remembered.answer(demo, replace(WIFI, text=f"question {MOST}")) is answer
