"""Two snapshots of an event: what was added, cancelled, restored, moved or changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.event.changes import Change, ChangeKind, changes
from bot.event.load import load
from bot.event.model import Appearance, Event, Session, SessionStatus
from bot.texts.localized import Localized

SAMPLE = load(Path(__file__).resolve().parents[2] / "events" / "sample")
KEYNOTE = SAMPLE.sessions["d1s3"]
CANCELLED = SessionStatus.CANCELLED


def with_session(session: Session) -> Event:
    return replace(SAMPLE, sessions={**SAMPLE.sessions, session.id: session})


def test_the_same_event_has_no_changes() -> None:
    assert changes(SAMPLE, SAMPLE) == ()
    assert changes(SAMPLE, load(Path(__file__).resolve().parents[2] / "events" / "sample")) == ()


@pytest.mark.parametrize(
    ("now", "kind", "fields"),
    [
        (replace(KEYNOTE, start=KEYNOTE.start + timedelta(minutes=5)), ChangeKind.MOVED, ("start",)),
        (replace(KEYNOTE, halls=("ibnsina",), end=KEYNOTE.end + timedelta(1)), ChangeKind.MOVED, ("end", "halls")),
        (replace(KEYNOTE, title=Localized({"en": "Another"})), ChangeKind.CHANGED, ("title",)),
        (replace(KEYNOTE, people=(Appearance("lina-haddad"),)), ChangeKind.CHANGED, ("people",)),
        (replace(KEYNOTE, illustrative=True), ChangeKind.CHANGED, ("illustrative",)),
        (replace(KEYNOTE, status=CANCELLED), ChangeKind.CANCELLED, ()),
        (replace(KEYNOTE, status=CANCELLED, halls=()), ChangeKind.CANCELLED, ("halls",)),
    ],
)
def test_one_change(now: Session, kind: ChangeKind, fields: tuple[str, ...]) -> None:
    assert changes(SAMPLE, with_session(now)) == (Change(kind, KEYNOTE, now, fields),)
    back = changes(with_session(now), SAMPLE)
    assert [(each.before, each.after, each.fields) for each in back] == [(now, KEYNOTE, fields)]


def test_moved_and_moved_back_is_no_change_and_a_mark_alone_is_none() -> None:
    assert changes(SAMPLE, with_session(replace(KEYNOTE, status=SessionStatus.MOVED))) == ()
    assert changes(SAMPLE, with_session(replace(KEYNOTE, also={"en": ("other",)}, source_key="7"))) == ()


def test_what_is_new_and_what_is_gone() -> None:
    less = replace(SAMPLE, sessions={id_: each for id_, each in SAMPLE.sessions.items() if id_ != "d1s3"})
    assert changes(less, SAMPLE) == (Change(ChangeKind.ADDED, None, KEYNOTE),)
    assert changes(SAMPLE, less) == (Change(ChangeKind.CANCELLED, KEYNOTE, None),)
    assert changes(SAMPLE, less)[0].session is KEYNOTE


def test_a_cancelled_session_that_comes_or_goes_or_changes_concerns_nobody() -> None:
    gone = with_session(replace(KEYNOTE, status=CANCELLED))
    less = replace(SAMPLE, sessions={id_: each for id_, each in SAMPLE.sessions.items() if id_ != "d1s3"})
    assert changes(less, gone) == changes(gone, less) == ()
    assert changes(gone, with_session(replace(KEYNOTE, status=CANCELLED, halls=()))) == ()


def test_restored() -> None:
    gone = with_session(replace(KEYNOTE, status=CANCELLED))
    assert [each.kind for each in changes(gone, SAMPLE)] == [ChangeKind.RESTORED]
