"""The fit of the confidence: known answers, the same each time, and no question judged by a fit that saw it."""

from __future__ import annotations

import math

import pytest

from bot.answers.confidence import GENERAL
from tests.benchmarks.calibrate import Labelled, as_code, held_out, outside
from tests.benchmarks.logistic import Row, fitted, sure


def rows(right: int, wrong: int, **seen: float) -> list[Row]:
    return [Row({"bias": 1.0, **seen}, True)] * right + [Row({"bias": 1.0, **seen}, False)] * wrong


def test_without_features_it_is_the_log_odds() -> None:
    assert fitted(rows(30, 10))["bias"] == pytest.approx(math.log(3))


def test_of_a_saturated_table_it_is_each_cells_share() -> None:
    table = [*rows(30, 10, known=0.0), *rows(10, 40, known=1.0)]
    weights = fitted(table, hold=0.0)
    assert weights["known"] == pytest.approx(math.log(10 / 40) - math.log(3), abs=1e-6)
    assert sure(weights, Row({"bias": 1.0, "known": 1.0}, right=True)) == pytest.approx(0.2, abs=1e-6)
    assert fitted(table, hold=0.0) == weights, "the same each time"


def test_what_is_known_besides_is_not_learned_again() -> None:
    table = [Row(row.seen, row.right, math.log(2)) for row in rows(30, 10)]
    assert fitted(table)["bias"] == pytest.approx(math.log(3) - math.log(2))
    assert sure(fitted(table), table[0]) == pytest.approx(0.75)


def test_what_is_held_is_smaller_and_what_is_perfectly_told_apart_stays_finite() -> None:
    table = [*rows(20, 0, known=1.0), *rows(0, 20, known=0.0)]
    loose, tight = fitted(table, hold=0.5), fitted(table, hold=5.0)
    assert 0 < tight["known"] < loose["known"] < 30


def test_no_fold_is_judged_by_a_fit_that_saw_its_questions() -> None:
    row = rows(1, 0)[0]
    shared = [Labelled(fold, f"weather {n}?", True, row) for fold in "abc" for n in range(100)]
    every = [*shared, *(Labelled(fold, f"fee of {fold}?", False, row) for fold in "abc")]
    for fold in "abc":
        held = held_out(every, fold)
        learned = outside(every, held)
        assert {each.fold for each in held} == {fold}
        assert f"fee of {fold}?" in {each.text for each in held}
        assert not {each.text for each in held} & {each.text for each in learned}
        assert fold not in {each.fold for each in learned}
        assert 10 < len(held) < 50, "what every fold asks is held out in part, so that there is some to learn from"
        assert sum(each.off_topic for each in learned) > 100


def test_the_weights_are_printed_as_they_are_kept() -> None:
    written: dict[str, object] = {}
    exec(as_code(GENERAL, 10, 3).replace(": Mapping[str, float]", ""), written)  # noqa: S102
    assert written["GENERAL"] == GENERAL
