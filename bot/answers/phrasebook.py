"""What is asked of every conference, as whole questions: which of these intents a text is like, and so is a fact.

A question and a fact that share no word may still be two ways of asking for the same ("the embassy wants a paper from
you", "how do I get a letter of invitation?"). Both are compared with the phrasings of some hundred intents, and what
they are like is compared. Intents whose name begins with "other" are what people ask and no conference answers.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.answers.hearing import Ear
from bot.answers.phrases import Phrase, Subject, phrase
from bot.event.lexicon import ELSEWHERE, Lexicon

Likeness = Mapping[int, float]
"""To how many intents a text is like, by number; as a vector of length one."""
MOST = 8
"""Intents that one text is like at most."""
SHARPNESS = 6
"""The power that makes the best intents stand out."""
ASKING = 0.7
"""How much a question word tells, against what a question is about."""
PLACES = 64
"""Subjects of a phrasing that are looked at."""
LEAST = 0.4
"""How surely a word must have a meaning."""
NEXT = 0.15
"""What the second best phrasing of an intent adds."""
UNKNOWN = 4.0
"""The weight of a word that no phrasing has."""
MOST_ODDS = 2.0
"""The logarithm of the odds that one word tells at most."""
HALF = 0.3
"""How many phrasings a word is thought to stand in beside those that it does."""
SOME = 4.0
"""The sum of such odds that tells much."""
HELD = 0.5
"""How surely a word must have a meaning to be counted with it."""
OWN = 0.5
"""How like a thing must be to an intent, against the one it is most like, to be that intent's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is like. ``best``: its nearest phrasing; ``elsewhere``: how much of it is no conference's."""

    likeness: Likeness
    best: float
    elsewhere: float
    scores: Mapping[int, float]
    """How like each intent's nearest phrasing is."""
    strangeness: float = 0.0
    """Whether its words stand rather in what no conference answers, -1 to 1."""
    beyond: float = 0.0
    """How much nearer the nearest phrasing that no conference answers is than the nearest of the others."""


@dataclass(slots=True)
class _Posting:
    phrasings: array[int] = field(default_factory=lambda: array("H"))
    places: array[int] = field(default_factory=lambda: array("B"))
    strengths: array[float] = field(default_factory=lambda: array("f"))


@dataclass(slots=True)
class Phrasebook:
    """Phrasings of intents by the units that stand in them."""

    names: tuple[str, ...] = ()
    _owners: array[int] = field(default_factory=lambda: array("H"))
    _totals: array[float] = field(default_factory=lambda: array("f"))
    _postings: dict[str, _Posting] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)
    _elsewhere: frozenset[int] = frozenset()
    _odds: dict[str, float] = field(default_factory=dict)
    """How much rather a unit stands in what no conference answers, as the logarithm of the odds."""

    @staticmethod
    def written(lexicon: Lexicon, ear: Ear) -> Phrasebook:
        """The phrasebook of a lexicon, its phrasings heard with the event's own ear."""
        entries = lexicon.of("intents")
        made = Phrasebook(tuple(entries))
        made._elsewhere = frozenset(n for n, name in enumerate(made.names) if name.startswith(ELSEWHERE))
        for number, entry in enumerate(entries.values()):
            for text in (*entry.ar, *entry.en, *entry.arabizi):
                made._file(phrase(ear.hear(text), ear.vocabulary.near), number)
        made._weigh()
        made._learn_odds()
        return made

    def _file(self, phrasing: Phrase, owner: int) -> None:
        number = len(self._owners)
        self._owners.append(owner)
        for place, subject in enumerate(phrasing.subjects[:PLACES]):
            for unit, strength in subject.units.items():
                if strength >= LEAST:
                    posting = self._postings.setdefault(unit, _Posting())
                    posting.phrasings.append(number)
                    posting.places.append(place)
                    posting.strengths.append(strength)

    def _weigh(self) -> None:
        """How telling each unit is, and how much there is to each phrasing."""
        total = len(self.names)
        least: dict[int, float] = {}
        for unit, posting in self._postings.items():
            held = [owner for owner, strength in self._held(posting) if strength >= HELD]
            count = len(set(held))
            rarity = math.log(1 + (total - count + 0.5) / (count + 0.5))
            weight = self._weights[unit] = rarity * (ASKING if unit[0] in "qt" else 1.0) if count else UNKNOWN
            for number, place, strength in zip(posting.phrasings, posting.places, posting.strengths, strict=True):
                if strength >= HELD:
                    key = number * PLACES + place
                    least[key] = min(weight, least.get(key, UNKNOWN))
        self._totals = array("f", [0.0]) * len(self._owners)
        for key, weight in least.items():
            self._totals[key // PLACES] += weight

    def _held(self, posting: _Posting) -> Iterable[tuple[int, float]]:
        return zip((self._owners[number] for number in posting.phrasings), posting.strengths, strict=True)

    def _learn_odds(self) -> None:
        strange = sum(owner in self._elsewhere for owner in self._owners)
        share = strange / max(1, len(self._owners) - strange)
        for unit, posting in self._postings.items():
            there = sum(self._owners[number] in self._elsewhere for number in posting.phrasings)
            here = (len(posting.phrasings) - there) * share
            self._odds[unit] = max(-MOST_ODDS, min(MOST_ODDS, math.log((there + HALF) / (here + HALF))))

    def _strangeness(self, text: Phrase) -> float:
        odds = (
            max(
                (self._odds.get(unit, 0.0) for unit, much in subject.units.items() if much >= HELD),
                key=abs,
                default=0.0,
            )
            for subject in text.about
        )
        return math.tanh(sum(odds) / SOME)

    def _weight(self, subject: Subject) -> float:
        known = [
            self._weights[unit]
            for unit, strength in subject.units.items()
            if strength >= HELD and unit in self._weights
        ]
        return min(known) if known else UNKNOWN * (ASKING if subject.asks else 1.0)

    def asked(self, text: Phrase) -> Asked:
        """What a text is like."""
        scores = self._scores(text)
        likeness = _sharpened(scores)
        elsewhere = sum(value * value for number, value in likeness.items() if number in self._elsewhere)
        ours = max((value for number, value in scores.items() if number not in self._elsewhere), default=0.0)
        others = max((value for number, value in scores.items() if number in self._elsewhere), default=0.0)
        return Asked(likeness, ours, elsewhere, scores, self._strangeness(text), others - ours)

    def like(self, texts: Iterable[Phrase]) -> Likeness:
        """What a thing is like that has several phrasings."""
        whole: dict[int, float] = {}
        for text in texts:
            said = self.asked(text)
            for number, value in said.likeness.items():
                if number not in self._elsewhere:
                    whole[number] = whole.get(number, 0.0) + value * said.best
        return _unit(dict(sorted(whole.items(), key=lambda item: -item[1])[:MOST]))

    def stands_in(self, unit: str, intents: Collection[int]) -> bool:
        """Whether a unit stands in a phrasing of one of these intents."""
        posting = self._postings.get(unit)
        return posting is not None and any(
            owner in intents and strength >= HELD for owner, strength in self._held(posting)
        )

    def own(self, likeness: Likeness) -> tuple[int, ...]:
        """The intents that a thing is most like."""
        most = max(likeness.values(), default=0.0)
        return tuple(number for number, value in likeness.items() if value >= OWN * most)

    def _met(self, subject: Subject) -> dict[int, float]:
        """The phrasings that have a subject, and how surely."""
        best: dict[int, float] = {}
        for unit, strength in subject.units.items():
            posting = self._postings.get(unit) if strength >= LEAST else None
            if posting is not None:
                for number, other in zip(posting.phrasings, posting.strengths, strict=True):
                    both = strength * other
                    if both > best.get(number, 0.0):
                        best[number] = both
        return best

    def _scores(self, text: Phrase) -> dict[int, float]:
        """How like each intent's best phrasings are, 0 to about 1."""
        got: dict[int, float] = {}
        whole = 0.0
        # What is said again and again is looked up once.
        for subject, times in sorted(Counter(text.subjects).items(), key=lambda each: each[0].asks):
            weight = self._weight(subject) * times
            whole += weight
            best = self._met(subject)
            narrow = subject.asks and bool(got)  # what shares a question word only is not like it
            for number, both in best.items():
                if not narrow or number in got:
                    got[number] = got.get(number, 0.0) + weight * both
        first: dict[int, float] = {}
        second: dict[int, float] = {}
        for number, value in got.items():
            alike = 2 * value / (whole + self._totals[number])
            owner = self._owners[number]
            if alike > first.get(owner, 0.0):
                second[owner], first[owner] = first.get(owner, 0.0), alike
            elif alike > second.get(owner, 0.0):
                second[owner] = alike
        return {owner: (value + NEXT * second[owner]) / (1 + NEXT) for owner, value in first.items()}


def dot(one: Likeness, other: Likeness) -> float:
    """How alike two texts are by what they are like."""
    return sum(value * other[number] for number, value in one.items() if number in other)


def _sharpened(scores: Mapping[int, float]) -> dict[int, float]:
    best = sorted(scores.items(), key=lambda item: -item[1])[:MOST]
    return _unit({number: value**SHARPNESS for number, value in best})


def _unit(vector: dict[int, float]) -> dict[int, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {number: value / length for number, value in vector.items()}
