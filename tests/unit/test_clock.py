"""The rehearsal's clock: it runs, pauses, speeds up and jumps, and tells who plans by it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import RehearsalClock, SystemClock

OPENING = datetime(2025, 10, 25, 6, 0, tzinfo=UTC)


class Wall:
    """Real seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_time_runs_at_its_speed_and_stands_still_when_paused() -> None:
    wall = Wall()
    clock = RehearsalClock(OPENING, speed=60, monotonic=wall)
    wall.seconds += 2
    assert clock.now() == OPENING + timedelta(minutes=2)
    assert clock.seconds_until(OPENING + timedelta(minutes=5)) == pytest.approx(3)
    clock.run_at(0)
    wall.seconds += 3600
    assert clock.now() == OPENING + timedelta(minutes=2)
    assert clock.seconds_until(OPENING + timedelta(minutes=5)) is None
    assert clock.seconds_until(OPENING) == 0


def test_a_jump_keeps_the_speed_and_is_told() -> None:
    wall, told = Wall(), []
    clock = RehearsalClock(OPENING, speed=10, monotonic=wall)
    clock.on_change(lambda: told.append(clock.now()))
    clock.jump(OPENING + timedelta(days=1))
    wall.seconds += 6
    assert clock.now() == OPENING + timedelta(days=1, minutes=1)
    clock.run_at(1)
    assert told == [OPENING + timedelta(days=1), OPENING + timedelta(days=1, minutes=1)]


def test_naive_times_and_backward_time_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        RehearsalClock(datetime(2025, 10, 25))  # noqa: DTZ001 - the fault under test
    clock = RehearsalClock(OPENING)
    with pytest.raises(ValueError, match="aware"):
        clock.jump(datetime(2025, 10, 25))  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match="backwards"):
        clock.run_at(-1)


def test_a_clock_that_is_set_is_told_once_and_time_that_passes_is_not() -> None:
    wall, running, told = Wall(), Wall(), list[timedelta]()
    clock = SystemClock(wall, running)
    clock.on_step(told.append)
    began = clock.now()
    for step in (0.0, 0.4, 1200.0, 0.0, -86_400.0):
        wall.seconds += 60 + step
        running.seconds += 60
        clock.check()
    assert [round(by.total_seconds()) for by in told] == [1200, -86_400]
    assert clock.steady() == began + timedelta(minutes=5)
    assert clock.now() == began + timedelta(minutes=25, seconds=0.4, days=-1)


def test_real_time_is_aware_and_what_has_passed_is_due_now() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.seconds_until(OPENING) == 0
