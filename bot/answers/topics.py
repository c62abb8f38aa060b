"""What sessions are about: their types and titles, compared with the words of a question that nothing else explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.answers.hearing import Ear, Heard, Word
from bot.answers.phrases import is_subject
from bot.answers.spelling import tokens
from bot.answers.vocabulary import stem
from bot.event.model import Event

_UNION = frozenset({"meal", "prayer", "social", "visit", "opening", "closing", "registration", "forum"})
"""Types under which a session also counts by its title: "Friday prayer and lunch"."""
_HAPPENINGS = frozenset(
    {"c:job_fair", "c:boat_trip", "c:hackathon", "c:award", "c:exhibition", "c:shrine", "c:tourism", "c:network_people"}
)
"""Concepts that name what happens at an event; the others name services, which are questions for facts."""
_BY_WORD = frozenset({"meal", "social", "visit", "opening", "closing", "forum", "registration"})
"""Types of which a word names some only: dinner is one of the social evenings, the awards are not the last words."""
_PLAIN = {"closing": ("w:ختام", "w:close"), "opening": ("w:افتتاح", "w:open")}
"""How a title says the type itself."""
_PARTS = re.compile(r"\s*[:؛–—]\s+")
_TITLE = 3
"""Words of a title that may be quoted."""
_QUOTED = 0.8
"""How much of it stands in a question that quotes it."""
_STRONG = 0.55
_WRITTEN = 0.5
"""How surely a word must have a meaning, in a question and in a title."""


@dataclass(frozen=True, slots=True)
class About:
    """What the words say, as sessions. None: nothing of that kind is said. ``around``: after which."""

    types: frozenset[str] | None = None
    sessions: frozenset[str] | None = None
    around: frozenset[str] | None = None
    left_out: int = 0
    """Words that say nothing about any of these."""


@dataclass(slots=True)
class Topics:
    """Sessions by type and by the words of their titles and abstracts."""

    types: dict[str, set[str]] = field(default_factory=dict)
    by_title: dict[str, set[str]] = field(default_factory=dict)
    by_body: dict[str, set[str]] = field(default_factory=dict)
    by_concept: dict[str, set[str]] = field(default_factory=dict)
    """Concepts that stand in titles: of use where sessions are asked for, and no service."""
    titles: list[tuple[str, frozenset[str], frozenset[str]]] = field(default_factory=list)
    by_stem: dict[str, list[int]] = field(default_factory=dict)

    @staticmethod
    def of(event: Event, ear: Ear) -> Topics:
        """The topics of an event."""
        made = Topics()
        by_title: dict[str, set[str]] = {}
        for session in event.sessions.values():
            made.types.setdefault(session.type.value, set()).add(session.id)
            parts = {part for text in session.title.every() for part in (text, *_PARTS.split(text))}
            for part in sorted(parts):
                made._file_title(session.id, part, ear)
            also = (text for texts in session.also.values() for text in texts)
            for unit in _units(ear, (*session.title.every(), *also)):
                made._where(unit, by_title).setdefault(unit.removeprefix("y:"), set()).add(session.id)
            for unit in _units(ear, session.abstract.every() if session.abstract else ()):
                if unit[0] in "wp":
                    made.by_body.setdefault(unit, set()).add(session.id)
        for name, ids in by_title.items():
            if name in _UNION or name not in made.types:
                made.types.setdefault(name, set()).update(ids)
        return made

    def _where(self, unit: str, types: dict[str, set[str]]) -> dict[str, set[str]]:
        """Where sessions are filed under a unit of their titles."""
        if unit[0] == "y":
            return types
        return self.by_title if unit[0] in "wpn" or unit in _HAPPENINGS else self.by_concept

    def _file_title(self, id_: str, text: str, ear: Ear) -> None:
        stems = frozenset(stem(token) for token in tokens(text))
        words = [word for word in ear.hear(text).words if is_subject(word) and not word.names("y")]
        telling = frozenset(stem(token) for word in words for token in tokens(word.text))
        if (len(stems) >= _TITLE and len(telling) >= 2) or (len(stems) > _TITLE + 1 and telling):
            for each in stems:
                self.by_stem.setdefault(each, []).append(len(self.titles))
            self.titles.append((id_, stems, telling))

    def quoted(self, heard: Heard) -> tuple[frozenset[str], frozenset[int]]:
        """The sessions whose title stands in the question, word for word or nearly, and where it stands."""
        counts: dict[int, int] = {}
        spoken = [stem(token) for token in heard.tokens]
        for each in set(spoken):
            for number in self.by_stem.get(each, ()):
                counts[number] = counts.get(number, 0) + 1
        said = frozenset(spoken)
        whole = {
            number: count
            for number, count in counts.items()
            if count >= _QUOTED * len(self.titles[number][1])
            and len(said & self.titles[number][2]) >= _QUOTED * len(self.titles[number][2])
        }
        if not whole:
            return frozenset(), frozenset()
        longest = max(whole.values())
        chosen = [number for number, count in whole.items() if count == longest]
        chosen = [number for number in chosen if longest == len(self.titles[number][1])] or chosen
        if longest < _TITLE:
            return frozenset(), frozenset()
        stems = frozenset().union(*(self.titles[number][1] for number in chosen))
        telling = frozenset().union(*(self.titles[number][2] for number in chosen))
        places = [place for place, each in enumerate(spoken) if each in stems]
        run = _run(places, frozenset(place for place in places if spoken[place] in telling))
        return frozenset(self.titles[number][0] for number in chosen), run

    def read(
        self, rest: Sequence[Word], relation: tuple[str, int] | None, asking: Sequence[str], *, listed: bool = False
    ) -> About | None:
        """What the remaining words say; None when one of them says nothing about any session.

        ``listed``: sessions are asked for as such, so that a concept is one that a title has.
        """
        around = None
        left = list(rest)
        if relation is not None:
            around, left = self._around(left, relation[1])
        plain = bool({"when", "who", "where"} & set(asking))
        types, left = self._types(left, plain="when" in asking)
        if not left:
            return About(types, None, around)
        sessions = self._sessions(left, plain=plain, listed=listed)
        if sessions is None:
            return None
        return About(types, sessions, around)

    def mostly(self, rest: Sequence[Word], relation: tuple[str, int] | None, asking: Sequence[str]) -> About:
        """What most of the words say, where not all of them fit."""
        around, left = self._around(list(rest), relation[1]) if relation is not None else (None, list(rest))
        types, left = self._types(left, plain="when" in asking)
        counts: dict[str, int] = {}
        for word in left:
            titled = self._titled(word, self.by_title, "wpnc")
            for id_ in titled or self._titled(word, self.by_concept, "wpnc"):
                if types is None or id_ in types:
                    counts[id_] = counts.get(id_, 0) + 1
        most = max(counts.values(), default=0)
        sessions = frozenset(id_ for id_, count in counts.items() if count == most) if most else None
        return About(types, sessions, around, left_out=len(left) - most)

    def entitled(self, words: Sequence[Word], places: frozenset[int]) -> bool:
        """Whether a word in one of these places stands in a title as it is."""
        spoken = (unit for word in words if word.first in places for unit in word.units if unit[0] == "w")
        return any(unit in self.by_title for unit in spoken)

    def holding(self, words: Sequence[Word]) -> frozenset[str]:
        """The sessions with one of these words in their title."""
        return frozenset(id_ for word in words for id_ in self._titled(word, self.by_title))

    def _around(self, left: list[Word], position: int) -> tuple[frozenset[str] | None, list[Word]]:
        anchor = next(
            (word for word in left if position < word.first + word.length and word.first <= position + 4), None
        )
        if anchor is None:
            return None, left
        ids = self._typed(anchor, meals=True) or self._titled(anchor, self.by_title)
        if not ids:
            return None, left
        kept = [word for word in left if word is not anchor]
        for word in tuple(kept):  # after the symposium on fluoride: the words behind it say which
            narrower = ids & self._titled(word, self.by_title)
            if word.first > anchor.first and narrower:
                ids = narrower
                kept.remove(word)
        return frozenset(ids), kept

    def _types(self, left: list[Word], *, plain: bool) -> tuple[frozenset[str] | None, list[Word]]:
        """Sessions of the types that are named: of all of them at once where there are any, else of each."""
        sets: list[set[str]] = []
        kept: list[Word] = []
        for word in left:
            ids = self._typed(word, meals=plain)
            if ids:
                sets.append(ids)
            else:
                kept.append(word)
        if not sets:
            return None, kept
        return frozenset(set.intersection(*sets) or set.union(*sets)), kept

    def _typed(self, word: Word, *, meals: bool = False) -> set[str]:
        names = [name for name in word.names("y") if name in self.types]
        names = names or [name for name in ("poster", "oral") if word.has(f"c:{name}") and name in self.types]
        if not names and meals and word.has("c:food") and "meal" in self.types:
            names = ["meal"]
        ids = {id_ for name in names for id_ in self.types[name]}
        if set(names) & _BY_WORD:
            return self._named_so(word, ids) or self._plainly(names, ids) or ids
        return ids

    def _named_so(self, word: Word, ids: set[str]) -> set[str]:
        """Those of the sessions in whose title the most of a word or phrase stands."""
        spoken = [self.by_title.get(unit, set()) for unit in word.units if unit[0] == "w"]
        counts = {id_: sum(id_ in titled for titled in spoken) for id_ in ids}
        most = max(counts.values(), default=0)
        return {id_ for id_, count in counts.items() if count == most} if most else set()

    def _plainly(self, names: Iterable[str], ids: set[str]) -> set[str]:
        """Those of the sessions whose title says the type in its plain word, however the question spells it."""
        return ids & {id_ for name in names for unit in _PLAIN.get(name, ()) for id_ in self.by_title.get(unit, ())}

    def _titled(self, word: Word, where: dict[str, set[str]], kinds: str = "wpn") -> set[str]:
        ids: set[str] = set()
        for unit, strength in word.units.items():
            if strength >= _STRONG and unit[0] in kinds:
                ids |= where.get(unit, set())
        if not ids and word.how == "phrase":
            parts = [where.get(unit, set()) for unit in word.units if unit[0] == "w"]
            return set.intersection(*parts) if len(parts) > 1 else set()
        return ids

    def _sessions(self, left: list[Word], *, plain: bool, listed: bool) -> frozenset[str] | None:
        """Sessions that have all the words in their titles, else in their titles and abstracts; None when none has.

        ``plain``: when, where or who is asked; then a word may also name a session by what it means.
        """
        if any(word.names("o") and not word.names("p") and not self._titled(word, self.by_title) for word in left):
            return None
        kinds = "wpnc" if plain or listed else "wpn"
        concepts = ((self.by_title, self.by_concept),) if listed else ()
        for sources in ((self.by_title,), *concepts, (self.by_title, self.by_body)):
            common: set[str] | None = None
            for word in left:
                ids = set().union(*(self._titled(word, source, kinds) for source in sources))
                if not ids:
                    common = set()
                    break
                common = ids if common is None else common & ids
            if common and listed and _coordinated(left):
                return frozenset().union(*(self._titled(word, self.by_title, kinds) for word in left))
            if common:
                return frozenset(common)
        return None


def _coordinated(words: Sequence[Word]) -> bool:
    """Whether two subjects are joined by "and": sessions on children and newborns are those on either."""
    return len(words) == 2 and words[1].text.startswith("و") and len(words[1].text) > 4


def _run(places: list[int], telling: frozenset[int]) -> frozenset[int]:
    """The longest stretch of places without a gap of more than two, the gaps filled; no small word beyond a gap."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= 2:
            runs[-1].append(place)
        else:
            runs.append([place])
    longest = max(runs, key=len)
    while len(longest) > 1 and longest[0] not in telling and longest[1] > longest[0] + 1:
        longest = longest[1:]
    while len(longest) > 1 and longest[-1] not in telling and longest[-2] < longest[-1] - 1:
        longest = longest[:-1]
    return frozenset(range(longest[0], longest[-1] + 1))


def _units(ear: Ear, texts: Iterable[str]) -> frozenset[str]:
    """What the words of some texts mean."""
    heard = (word for text in texts for word in ear.hear(text).words)
    return frozenset(unit for word in heard for unit, strength in word.units.items() if strength >= _WRITTEN)
