"""When reminders leave: early enough for any crowd, as late as that allows, never after their minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.agenda.model import Reminder, clashes, minutes_until, parsed
from bot.agenda.planning import departures
from bot.event.model import Session, SessionStatus
from bot.texts import Localized

NINE = datetime(2025, 10, 25, 6, 0, tzinfo=UTC)
PACE = 28.5
"""Messages a second that 30/s leave to reminders."""


def session(name: str, start: int, end: int, status: SessionStatus = SessionStatus.PLANNED) -> Session:
    """A session from one minute to another after nine."""
    minute = timedelta(minutes=1)
    return Session(name, Localized({"en": name}), NINE + start * minute, NINE + end * minute, status=status)


@pytest.mark.parametrize(("people", "earliest"), [(1, 1), (500, 20), (10_000, 360)])
def test_a_crowd_is_served_within_the_promised_window(people: int, earliest: int) -> None:
    leaving = departures({NINE: people}, PACE)[NINE]
    assert len(leaving) == people
    assert NINE - timedelta(seconds=earliest) <= min(leaving)
    assert max(leaving) < NINE - timedelta(seconds=0.5), "it takes a moment to arrive"
    assert all((after - before).total_seconds() >= 0.99 / PACE for before, after in pairwise(leaving))


@given(some.lists(some.tuples(some.integers(0, 120), some.integers(0, 3000)), min_size=1, max_size=6))
def test_crowds_of_several_minutes_share_the_pace_and_none_is_late(crowds: list[tuple[int, int]]) -> None:
    due = {NINE + timedelta(minutes=minute): people for minute, people in crowds}
    plan = departures(due, PACE)
    assert {promised: len(leaving) for promised, leaving in plan.items()} == due
    assert all(at < promised for promised, leaving in plan.items() for at in leaving)
    every = sorted(at for leaving in plan.values() for at in leaving)
    assert all((after - before).total_seconds() >= 0.99 / PACE for before, after in pairwise(every))


def test_a_reminder_is_read_from_its_row() -> None:
    reminder = Reminder("d1-opening", NINE)
    assert reminder.about == "d1-opening:1761372000:10"
    assert reminder.key(501) == "reminder:d1-opening:1761372000:10:501"
    assert parsed(reminder.about) == reminder
    with pytest.raises(ValueError, match="not enough values"):
        parsed("d1-opening")


def test_sessions_that_touch_do_not_clash_and_cancelled_ones_never_do() -> None:
    one, next_, long, off = (
        session("one", 0, 60),
        session("next", 60, 90),
        session("long", 30, 70),
        session("off", 0, 90, SessionStatus.CANCELLED),
    )
    assert clashes([one, next_, long, off]) == {"one": (long,), "next": (long,), "long": (one, next_)}


@pytest.mark.parametrize(("seconds", "minutes"), [(600, 10), (599, 10), (571, 10), (569, 9), (61, 1), (20, 1), (1, 1)])
def test_minutes_are_told_as_people_say_them(seconds: int, minutes: int) -> None:
    assert minutes_until(NINE, NINE - timedelta(seconds=seconds)) == minutes
