"""Thousands of ways to ask of a programme, for any event: each answered with exactly the sessions that are meant."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.event.model import Event
from tests.benchmarks.measures import EXACT, VARIETY, share
from tests.paraphrases.generator import paraphrases
from tests.paraphrases.sentences import SENTENCES, VARIETIES
from tests.questions.conftest import Made
from tests.questions.judging import Verdict
from tests.questions.sets import paraphrased

EVENTS = ("demo", "sample", "large")
WHOLE = 3000


def exact(verdicts: list[Verdict]) -> float:
    return share("exact", verdicts, lambda v: v.exact).value


def some_wrong(verdicts: list[Verdict]) -> list[str]:
    """The first that are not exact, for whoever reads the failure."""
    return [
        f"{each.asked.text} → {each.answer.outcome.value} {each.ranking[:4]}" for each in verdicts if not each.exact
    ][:20]


@pytest.mark.parametrize("name", EVENTS[:2])
def test_a_few_hundred_are_answered_exactly(name: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    verdicts = [verdict for _, verdict in paraphrased(*made, 400, seed=5)]
    assert exact(verdicts) >= EXACT.must, some_wrong(verdicts)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVENTS)
def test_three_thousand_are_answered_exactly(name: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    verdicts = [verdict for _, verdict in paraphrased(*made, WHOLE)]
    assert len({each.asked.text for each in verdicts}) == WHOLE
    assert exact(verdicts) >= EXACT.must, some_wrong(verdicts)
    for variety in VARIETIES:
        of = [each for each in verdicts if each.asked.variety == variety and not each.asked.typo]
        assert exact(of) >= VARIETY.must, (variety, some_wrong(of))


def test_they_are_of_every_variety_and_intent_and_the_same_for_a_seed(demo: Made) -> None:
    event: Event = demo[0]
    made = paraphrases(event, 1500)
    assert made == paraphrases(event, 1500)
    assert len({each.question for each in made}) == 1500
    assert {each.variety for each in made} == set(VARIETIES)
    assert {each.intent for each in made} == {intent for sentences in SENTENCES.values() for intent in sentences}
    assert min(Counter(each.variety for each in made).values()) > 100
    assert sum(each.typo for each in made) > 150
    assert all(each.accepted for each in made)
