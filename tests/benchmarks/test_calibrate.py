"""The fit of the confidence: known answers, the same each time, and no question judged by a fit that saw it."""

from __future__ import annotations

import math

import pytest

from bot.answers.confidence import GENERAL
from tests.benchmarks.calibrate import Labelled, as_code, outside
from tests.benchmarks.logistic import Row, fitted, sure


def rows(right: int, wrong: int, **seen: float) -> list[Row]:
    return [Row({"bias": 1.0, **seen}, True)] * right + [Row({"bias": 1.0, **seen}, False)] * wrong


def test_without_features_it_is_the_log_odds() -> None:
    assert fitted(rows(30, 10))["bias"] == pytest.approx(math.log(3))


def test_of_a_saturated_table_it_is_each_cells_share() -> None:
    table = [*rows(30, 10, known=0.0), *rows(10, 40, known=1.0)]
    weights = fitted(table, hold=0.0)
    assert weights["known"] == pytest.approx(math.log(10 / 40) - math.log(3), abs=1e-6)
    assert sure(weights, {"bias": 1.0, "known": 1.0}) == pytest.approx(0.2, abs=1e-6)
    assert fitted(table, hold=0.0) == weights, "the same each time"


def test_what_is_held_is_smaller_and_what_is_perfectly_told_apart_stays_finite() -> None:
    table = [*rows(20, 0, known=1.0), *rows(0, 20, known=0.0)]
    loose, tight = fitted(table, hold=0.5), fitted(table, hold=5.0)
    assert 0 < tight["known"] < loose["known"] < 30


def test_no_fold_is_judged_by_a_fit_that_saw_its_questions() -> None:
    row = rows(1, 0)[0]
    every = [
        Labelled("a", "weather?", True, row),
        Labelled("b", "weather?", True, row),
        Labelled("b", "fee?", False, row),
    ]
    assert [each.text for each in outside(every, "a")] == ["fee?"]
    assert outside(every, "b") == []


def test_the_weights_are_printed_as_they_are_kept() -> None:
    written: dict[str, object] = {}
    exec(as_code(GENERAL, 10, 3).replace(": Mapping[str, float]", ""), written)  # noqa: S102
    assert written["GENERAL"] == GENERAL
