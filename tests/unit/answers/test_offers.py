"""The button of a set of sessions carries the set: in few bytes, and never another one when the programme changed."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.engine import Engine
from bot.answers.offers import LONGEST, packed, unpacked


def test_a_set_is_found_again_in_the_order_of_the_programme(demo: Engine) -> None:
    event = demo.event
    ids = list(event.sessions)
    for wanted in (ids[:1], ids[3:9], ids[::3], ids[-2:], ids):
        text = packed(event, reversed(wanted))
        assert text is not None
        assert len(text) <= LONGEST
        assert unpacked(event, text) == tuple(wanted)


def test_it_is_not_another_set_when_sessions_came_or_went(demo: Engine) -> None:
    event = demo.event
    ids = list(event.sessions)
    text = packed(event, ids[4:8]) or ""
    less = replace(event, sessions={id_: event.sessions[id_] for id_ in ids[1:]})
    assert unpacked(less, text) == ()


def test_what_was_made_up_is_no_set(demo: Engine) -> None:
    event = demo.event
    for text in ("", ".", "1.2", "1.zz.00000", "-1.1.00000", "9" * 60, "1.١.00000", "0..00000", "999999.1.00000"):
        assert unpacked(event, text) == ()
    assert packed(event, ()) is None
