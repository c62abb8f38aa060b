"""Whole names of halls and tracks, and where one stands in the words of a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.answers.hearing import Ear, Word
from bot.event.model import Hall, Track

_SURE = 0.55
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a thing: for each of its words what the word may mean."""

    id: str
    words: tuple[frozenset[str], ...]


def aliases(ear: Ear, things: Mapping[str, Hall] | Mapping[str, Track]) -> Iterable[Alias]:
    """The names of some halls or tracks."""
    for id_, thing in things.items():
        texts = [*thing.name.every(), *(text for also in thing.also.values() for text in also)]
        for text in texts:
            words = tuple(_meanings(word) for word in ear.hear(text).words if not _only_grammar(word))
            if words:
                yield Alias(id_, words)
            if len(words) == _PAIR and any("c:hall" in word for word in words):
                yield Alias(id_, words[::-1])  # hall Sohar, as it is said in Arabic


def _meanings(word: Word) -> frozenset[str]:
    return frozenset(unit for unit, strength in word.units.items() if unit[0] in "wcpyon" and strength >= 0.5)


def _only_grammar(word: Word) -> bool:
    return word.has("g:grammar") and not any(unit[0] in "cpyo" for unit in word.units)


def matched(
    aliases: Mapping[str, tuple[Alias, ...]], words: tuple[Word, ...], taken: frozenset[int]
) -> tuple[frozenset[str], frozenset[int]]:
    """The things whose longest names stand in the words, and where; ``aliases`` by the meanings of first words."""
    spoken = [(word, _strong(word)) for word in words if word.first not in taken and not _only_grammar(word)]
    best: dict[str, tuple[float, frozenset[int]]] = {}
    for start, (_, meanings) in enumerate(spoken):
        for alias in {alias for unit in meanings for alias in aliases.get(unit, ())}:
            hit = _alias_at(alias, spoken[start : start + len(alias.words)])
            if hit and hit[0] > best.get(alias.id, (0.0, frozenset()))[0]:
                best[alias.id] = hit
    if not best:
        return frozenset(), frozenset()
    longest = max(score for score, _ in best.values())
    chosen = {id_: used for id_, (score, used) in best.items() if score == longest}
    return frozenset(chosen), frozenset().union(*chosen.values())


def _alias_at(alias: Alias, window: list[tuple[Word, frozenset[str]]]) -> tuple[float, frozenset[int]] | None:
    """How much a name says that stands in exactly these words, and their places; None where it does not."""
    if len(window) < len(alias.words) or any(
        not strong & meant for (_, strong), meant in zip(window, alias.words, strict=True)
    ):
        return None
    places = frozenset(place for word, _ in window for place in range(word.first, word.first + word.length))
    exact = sum(
        any(unit[0] in "wn" for unit in strong & meant) for (_, strong), meant in zip(window, alias.words, strict=True)
    )
    return len(window) + 0.1 * exact, places


def _strong(word: Word) -> frozenset[str]:
    """What a word may stand for in a name: itself, a number, a topic, a type; of the concepts only "hall"."""
    kept = (unit for unit, strength in word.units.items() if strength >= _SURE)
    return frozenset(unit for unit in kept if unit[0] in "wnpy" or unit == "c:hall")


def filed(aliases: Iterable[Alias]) -> dict[str, tuple[Alias, ...]]:
    """Names by what their first word may mean."""
    made: dict[str, list[Alias]] = {}
    for alias in aliases:
        for unit in alias.words[0]:
            made.setdefault(unit, []).append(alias)
    return {unit: tuple(each) for unit, each in made.items()}
