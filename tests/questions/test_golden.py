"""The answers do not get worse: what every set of questions must reach, whoever changes the engine or the data."""

from __future__ import annotations

import pytest

from tests.benchmarks.measures import Share, shares
from tests.questions.conftest import Made
from tests.questions.judging import Verdict, judge
from tests.questions.probe import probes
from tests.questions.reading import Kind
from tests.questions.sets import DENTAL, DEVDAYS, PROBED, SAMPLE, TARJAMA, WATER, Questions


def missed(measured: list[Share]) -> list[str]:
    """The measures that are below what they must reach."""
    return [each.row() for each in measured if each.bar and each.bar.met(each.value) == "NO"]


def test_the_demo_events_questions_reach_every_bar(demo_verdicts: list[Verdict]) -> None:
    assert sum(each.asked.answerable for each in demo_verdicts) >= 350
    assert sum(each.asked.kind is Kind.OFF_TOPIC for each in demo_verdicts) >= 300
    assert missed(shares(demo_verdicts)) == []


def test_small_talk_is_told_from_questions(demo_verdicts: list[Verdict]) -> None:
    talk = [each for each in demo_verdicts if each.asked.kind is Kind.SOCIAL]
    assert sum(each.right for each in talk) >= 0.9 * len(talk)


@pytest.mark.parametrize("sets", [(DEVDAYS, DENTAL), (TARJAMA, WATER)], ids=["others", "congresses"])
def test_the_questions_about_other_events_reach_every_bar(sets: tuple[Questions, ...]) -> None:
    verdicts = []
    for each in sets:
        with each.asked() as made:
            verdicts += each.verdicts(*made)
    assert sum(each.asked.answerable for each in verdicts) >= 400
    assert missed(shares(verdicts)) == []


def test_everyday_intents_reach_every_bar_about_every_event() -> None:
    verdicts = []
    for each in PROBED:
        with each.asked() as (event, answering):
            verdicts += [judge(answering, question) for _, question in probes(each.name, event)]
    assert len(verdicts) >= 3000
    assert missed(shares(verdicts)) == []


def test_the_public_questions_reach_every_bar(sample: Made) -> None:
    if not SAMPLE.files[0].exists():
        pytest.skip("the public questions are not here")
    assert missed(shares(SAMPLE.verdicts(*sample))) == []
