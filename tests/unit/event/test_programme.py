"""The programme answers what is asked of it: now, next, by day, hall, track, speaker; what is true at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.event.load import load
from bot.event.model import Event, EventDay, Session, SessionStatus, SessionType
from bot.event.programme import Phase, Programme, programme_of, takes_place
from bot.texts.localized import Localized

SAMPLE = load(Path(__file__).resolve().parents[2] / "events" / "sample")
BAGHDAD = ZoneInfo("Asia/Baghdad")
DAYS = tuple(EventDay(n, date(2026, 4, 15) + timedelta(days=n)) for n in (1, 2, 3))


def at(day: int, clock: str) -> datetime:
    """A moment of April 2026 in Karbala."""
    return datetime.combine(date(2026, 4, day), time.fromisoformat(clock), BAGHDAD)


def ids(sessions: tuple[Session, ...]) -> list[str]:
    return [session.id for session in sessions]


def test_by_day_in_order_of_start_and_hall() -> None:
    programme = programme_of(SAMPLE)
    assert ids(programme.on_day(DAYS[1])) == [f"d2s{n}" for n in range(1, 11)] or ids(programme.on_day(DAYS[1])) == [
        "d2s1", "d2s2", "d2s3", "d2s4", "d2s5", "d2s7", "d2s6", "d2s8", "d2s9", "d2s10",
    ]  # fmt: skip
    assert programme.on_day(date(2026, 4, 19)) == ()
    assert sum(len(programme.on_day(day)) for day in DAYS) == 30


def test_by_hall_by_speaker_and_by_track() -> None:
    programme = programme_of(SAMPLE)
    assert ids(programme.in_hall("ibnsina")) == ["d1s6", "d2s3", "d3s3", "d3s5"]
    assert ids(programme.with_speaker("hassan-al-karbalai")) == ["d1s2", "d1s9", "d3s9"]
    assert programme.in_hall("nowhere") == programme.with_speaker("nobody") == programme.in_track("none") == ()


def test_now_has_what_started_and_not_what_ended_at_this_moment() -> None:
    programme = programme_of(SAMPLE)
    assert ids(programme.now(at(16, "10:00"))) == ["d1s3"]
    assert ids(programme.now(at(16, "14:30"))) == ["d1s9", "d1s8", "d1s10"]
    assert programme.now(at(16, "18:00")) == ()


def test_next_has_all_that_start_together() -> None:
    programme = programme_of(SAMPLE)
    assert ids(programme.next(at(16, "10:45"))) == ["d1s5", "d1s6"]
    assert ids(programme.next(at(16, "21:00"))) == ["d2s1"]
    assert programme.next(at(18, "15:00")) == ()


def test_between_two_moments() -> None:
    assert ids(programme_of(SAMPLE).between(at(17, "11:00"), at(17, "14:00"))) == ["d2s4", "d2s5"]


@pytest.mark.parametrize(
    ("moment", "phase", "today", "next_day", "days_left"),
    [
        (at(10, "12:00"), Phase.BEFORE, None, 1, 6),
        (at(15, "23:59"), Phase.BEFORE, None, 1, 1),
        (at(16, "02:00"), Phase.BEFORE, None, 1, 0),
        (at(16, "07:59"), Phase.BEFORE, 1, 1, 0),
        (at(16, "08:00"), Phase.RUNNING, 1, 1, 0),
        (at(16, "17:30"), Phase.GAP, 1, 1, 0),
        (at(16, "21:00"), Phase.BETWEEN, 1, 2, 1),
        (at(17, "01:00"), Phase.BETWEEN, 1, 2, 0),
        (at(17, "08:00"), Phase.BETWEEN, 2, 2, 0),
        (at(18, "15:30"), Phase.RUNNING, 3, None, 0),
        (at(18, "16:00"), Phase.AFTER, 3, None, 0),
        (at(25, "16:00"), Phase.AFTER, None, None, 0),
    ],
)
def test_what_is_true_before_during_between_and_after(
    moment: datetime, phase: Phase, today: int | None, next_day: int | None, days_left: int
) -> None:
    state = programme_of(SAMPLE).state(moment)
    assert state.phase is phase
    assert (state.today and state.today.number) == today
    assert (state.next_day and state.next_day.number) == next_day
    assert state.days_left == days_left


def test_an_event_without_a_programme_goes_by_its_days() -> None:
    programme = Programme(replace(SAMPLE, sessions={}))
    phases = [programme.state(at(day, "12:00")).phase for day in (15, 16, 17, 18, 19)]
    assert phases == [Phase.BEFORE, Phase.BETWEEN, Phase.BETWEEN, Phase.AFTER, Phase.AFTER]


def session(id_: str, start: datetime, end: datetime, **other: object) -> Session:
    return Session(id=id_, title=Localized({"en": id_}), start=start, end=end, **other)  # type: ignore[arg-type]


def event_of(*sessions: Session) -> Event:
    ordered = sorted(sessions, key=lambda each: each.start)
    return replace(SAMPLE, sessions={each.id: each for each in ordered})


def test_the_night_belongs_to_the_day_before_until_the_day_changes() -> None:
    late = session("late", at(17, "00:30"), at(17, "02:00"))
    programme = Programme(event_of(late))
    assert programme.on_day(DAYS[0]) == (late,)
    assert programme.day(at(17, "03:59")) == DAYS[0]
    assert programme.day(at(17, "04:00")) == DAYS[1]
    assert programme.now(at(17, "01:00")) == (late,)


def test_a_cancelled_session_is_listed_but_neither_on_nor_next_nor_in_a_clash() -> None:
    gone = session("gone", at(16, "09:00"), at(16, "10:00"), halls=("main",), status=SessionStatus.CANCELLED)
    held = session("held", at(16, "09:00"), at(16, "10:00"), halls=("main",))
    programme = Programme(event_of(gone, held))
    assert len(programme.on_day(DAYS[0])) == 2
    assert ids(programme.now(at(16, "09:30"))) == ids(programme.next(at(16, "08:00"))) == ["held"]
    assert programme.clashes() == ()


def test_a_hall_or_a_person_twice_at_one_time_is_a_clash() -> None:
    from bot.event.model import Appearance, Part  # noqa: PLC0415 - only here

    first = session("a", at(16, "09:00"), at(16, "10:00"), halls=("main",), people=(Appearance("x"),))
    touching = session("b", at(16, "10:00"), at(16, "11:00"), halls=("main",), people=(Appearance("x", Part.CHAIR),))
    within = session("c", at(16, "09:30"), at(16, "09:45"), halls=("main",), people=(Appearance("x", Part.CHAIR),))
    found = Programme(event_of(first, touching, within)).clashes()
    assert [(each.kind, each.id, each.first.id, each.second.id) for each in found] == [
        ("halls", "main", "a", "c"),
        ("speakers", "x", "a", "c"),
    ]


def test_breaks_and_desks_share_a_room_but_a_lecture_does_not() -> None:
    shared = {
        kind: session(kind.value, at(16, "09:00"), at(16, "10:00"), halls=("lobby",), type=kind)
        for kind in (SessionType.REGISTRATION, SessionType.BREAK, SessionType.POSTER)
    }
    assert Programme(event_of(*shared.values())).clashes() == ()
    lecture = session("lecture", at(16, "09:30"), at(16, "10:30"), halls=("lobby",), type=SessionType.LECTURE)
    assert len(Programme(event_of(*shared.values(), lecture)).clashes()) == 3


MINUTES = st.integers(0, 3 * 24 * 60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(MINUTES, st.integers(1, 600), st.booleans()), max_size=25), MINUTES)
def test_the_index_agrees_with_looking_at_each_session(plans: list[tuple[int, int, bool]], minute: int) -> None:
    base = at(16, "00:00").astimezone(UTC)
    event = event_of(
        *(
            session(
                f"s{n}",
                base + timedelta(minutes=start),
                base + timedelta(minutes=start + length),
                status=SessionStatus.CANCELLED if cancelled else SessionStatus.PLANNED,
            )
            for n, (start, length, cancelled) in enumerate(plans)
        )
    )
    programme, moment = Programme(event), base + timedelta(minutes=minute)
    held = [each for each in event.sessions.values() if takes_place(each)]
    coming = [each for each in held if each.start > moment]
    first = min((each.start for each in coming), default=None)
    assert programme.now(moment) == tuple(each for each in held if each.start <= moment < each.end)
    assert programme.next(moment) == tuple(each for each in coming if each.start == first)
    assert programme.state(moment).next == programme.next(moment)


def test_the_same_snapshot_is_indexed_once_and_another_one_anew() -> None:
    assert programme_of(SAMPLE) is programme_of(SAMPLE)
    other = replace(SAMPLE, sessions={})
    assert programme_of(other).event is other
    assert programme_of(SAMPLE).event is SAMPLE
