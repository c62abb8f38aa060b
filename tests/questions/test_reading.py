"""Question files are read and judged as they say."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.answers.model import Answer, Candidate, Outcome
from bot.event.load import load
from bot.event.model import Event
from tests.questions.conftest import Made
from tests.questions.judging import Verdict
from tests.questions.reading import Kind, questions
from tests.questions.sets import unseen
from tests.questions.wanted import computed

ON_DAY_2 = {"d2s1", "d2s2", "d2s3", "d2s6", "d2s7", "d2s8", "d2s9", "d2s10"}


def one(path: Path, line: str, event: Event) -> Verdict:
    """The line's question, answered with nothing."""
    path.write_text(f"# a comment\n\n{line}\n", "utf-8")
    (asked,) = questions(path, event)
    return Verdict(asked, Answer(Outcome.UNKNOWN, "ar", 0.0))


def answered(verdict: Verdict, outcome: Outcome, *ids: str, others: tuple[str, ...] = ()) -> Verdict:
    candidates = tuple(Candidate(each, 0.5) for each in others)
    return Verdict(verdict.asked, Answer(outcome, "ar", 0.9, ids, candidates))


def test_a_set_is_right_with_and_without_the_breaks_but_not_with_more(tmp_path: Path, sample: Made) -> None:
    asked = one(tmp_path / "q.tsv", "gulf|struct|وش عندكم بكرة؟|@day=2", sample[0])
    assert asked.asked.kind is Kind.SCHEDULE
    assert asked.asked.at == datetime(2026, 4, 16, 8, 30, tzinfo=sample[0].zone)
    for ids in (ON_DAY_2, ON_DAY_2 | {"d2s4"}, ON_DAY_2 | {"d2s4", "d2s5"}):
        assert answered(asked, Outcome.FOUND, *ids).exact
    for ids in (ON_DAY_2 | {"d1s1"}, ON_DAY_2 - {"d2s1"}, {"d2s4"}):
        assert answered(asked, Outcome.FOUND, *ids).wrong
    assert not answered(asked, Outcome.SEVERAL, *ON_DAY_2).exact


def test_breaks_that_are_asked_for_must_be_given(sample: Made) -> None:
    event = sample[0]
    at = datetime(2026, 4, 16, 8, 30, tzinfo=event.zone)
    (meals,) = computed(event, "@type=meal&day=3", at)
    assert meals.matches({"d3s7"})
    assert not meals.matches(set())
    assert [sorted(each.needed) for each in computed(event, "@first&day=1", at)] == [["d1s1"], ["d1s2"]]
    assert [sorted(each.needed) for each in computed(event, "@next", at)] == [["d1s2"]]
    (nothing,) = computed(event, "@empty", at)
    assert nothing.matches(())


def test_an_unknown_id_is_a_fault_of_the_file(tmp_path: Path, sample: Made) -> None:
    for line in ("en||how much|reg_free", "en|struct|what|@hall=nowhere", "en|struct|what|@halls=zahraa"):
        with pytest.raises(ValueError, match=r"q\.tsv, line 3"):
            one(tmp_path / "q.tsv", line, sample[0])


def test_any_of_the_ids_is_right_first_or_among_three_or_by_one_tap(tmp_path: Path, sample: Made) -> None:
    asked = one(tmp_path / "q.tsv", "iraqi||بيش؟|reg_fee,reg_student", sample[0])
    assert answered(asked, Outcome.FOUND, "reg_student").right
    wrong = answered(asked, Outcome.FOUND, "ven_wifi", others=("reg_fee",))
    assert (wrong.wrong, wrong.top1, wrong.top3, wrong.one_tap) == (True, False, True, False)
    several = answered(asked, Outcome.SEVERAL, others=("ven_wifi", "reg_fee"))
    assert (several.direct, several.top1, several.one_tap) == (False, False, True)


def test_a_follow_up_knows_what_went_before(tmp_path: Path, sample: Made) -> None:
    asked = one(tmp_path / "q.tsv", "en|struct|what's on today? >> and tomorrow?|@day=2|1 12:00", sample[0]).asked
    assert (asked.before, asked.text, asked.at.hour) == ("what's on today?", "and tomorrow?", 12)
    assert not asked.alone


def test_the_exam_expects_only_what_its_events_have() -> None:
    """Read without an engine: how it answers is for the benchmark, and for nobody to tune on."""
    for each in unseen():
        event = load(each.folder) if each.folder else None
        assert event
        for path in each.files:
            assert questions(path, event)
