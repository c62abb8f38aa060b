"""Handlers are looked up; two for one thing are refused."""

from __future__ import annotations

import pytest

from bot.chat.context import Asked, Command, DeepLink, Dialogue, InlinePage, Reply, Sought, Tap
from bot.chat.routes import Routes, plain
from bot.feature import Feature


async def handler(_: Asked) -> Reply:
    return Reply()


async def seeking(_: Sought) -> InlinePage:
    return InlinePage()


async def waiting(_: Asked) -> Reply | None:
    return None


WORDS = {"schedule": ("schedule", "الجدول", "البرنامج"), "now": ("now", "الآن")}


def routes(*features: Feature) -> Routes:
    return Routes.of(features, lambda word: WORDS.get(word, (word,)))


def test_words_are_found_in_every_language_and_spelling() -> None:
    now = Command("now", handler, words=("now",))
    schedule = Command("schedule", handler, words=("schedule",))
    found = routes(Feature("programme", commands=(now, schedule)))
    for typed in ("الآن", "الان", "الْآن", "  الآن؟ ", "🕘 الآن", "NOW", "Now!", "\u2068now\u2069"):
        assert found.words[plain(typed)] is now, typed
    for typed in ("الجدول", "الجــدول", "البرنامج", "schedule", "📅 Schedule"):
        assert found.words[plain(typed)] is schedule, typed
    assert plain("جدول") not in found.words
    assert found.commands == {"now": now, "schedule": schedule}


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (Feature("a", commands=(Command("now", handler),)), Feature("b", commands=(Command("now", handler),)), "/now"),
        (Feature("a", taps=(Tap("day", handler),)), Feature("b", taps=(Tap("day", handler),)), "'day'"),
        (
            Feature("a", deep_links=(DeepLink("s", handler),)),
            Feature("b", deep_links=(DeepLink("s", handler),)),
            "start=s",
        ),
        (Feature("a", dialogues=(Dialogue("d", waiting),)), Feature("b", dialogues=(Dialogue("d", waiting),)), "'d'"),
        (Feature("a", typed=handler), Feature("b", typed=handler), "typed text"),
        (Feature("a", inline=seeking), Feature("b", inline=seeking), "an inline query"),
        (
            Feature("a", commands=(Command("now", handler, words=("now",)),)),
            Feature("b", commands=(Command("next", handler, words=("الان",)),)),
            "the word",
        ),
    ],
)
def test_two_for_one_thing_are_refused(one: Feature, other: Feature, what: str) -> None:
    routes(one)
    routes(other)
    with pytest.raises(ValueError, match="answered twice") as refusal:
        routes(one, other)
    assert what in str(refusal.value)
