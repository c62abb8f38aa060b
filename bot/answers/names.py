"""Who and which hall: names of people, halls and tracks found in a question, in either script and however spelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.answers.aliases import Alias, aliases, filed, matched
from bot.answers.arabizi import likeness, skeleton, skeletons, sounds_of_arabic, sounds_of_latin
from bot.answers.hearing import Ear, Word
from bot.answers.phrases import is_subject
from bot.answers.pieces import Pieces, placed
from bot.answers.spelling import tokens
from bot.answers.stemming import arabic_variants
from bot.event.model import Event, Speaker

_PARTICLES = frozenset(
    {
        "al",
        "el",
        "ال",
        "bin",
        "ibn",
        "بن",
        "ابن",
        "abu",
        "ابو",
        "de",
        "van",
        "von",
        "dr",
        "prof",
        "د",
        "ا",
        "م",
        "abd",
        "عبد",
    }
)
_ARTICLES = ("ال", "al", "el", "بال", "لل", "عبدال", "عبد", "abdul", "abdal", "abdel", "abd")
_OF = frozenset({"مال", "مالت", "حق", "حقت", "بتاع", "بتاعة", "تبع", "mal", "bta3", "taba3"})
_SOUNDS_ALIKE = 0.8
_ROUGHLY = 0.6
"""How alike a name sounds beside another one, or behind a title."""
_SHORT = 2
"""Consonants of a name that many a word shares."""


@dataclass(slots=True)
class Names:
    """All names of an event."""

    halls: Mapping[str, tuple[Alias, ...]]
    tracks: Mapping[str, tuple[Alias, ...]]
    _people: dict[str, set[str]] = field(default_factory=dict)
    _bones: dict[str, set[str]] = field(default_factory=dict)
    _latin: list[str] = field(default_factory=list)
    _latin_bones: dict[str, set[str]] = field(default_factory=dict)
    hall_pieces: Pieces = field(default_factory=Pieces)
    track_pieces: Pieces = field(default_factory=Pieces)

    @staticmethod
    def of(event: Event, ear: Ear) -> Names:
        """The names of an event's halls, tracks and people."""
        made = Names(filed(aliases(ear, event.halls)), filed(aliases(ear, event.tracks)))
        for speaker in event.speakers.values():
            made._add(speaker)
        made.hall_pieces, made.track_pieces = Pieces.of(ear, event.halls), Pieces.of(ear, event.tracks)
        made._latin = [word for word in made._people if word.isascii() and len(word) > 3]
        return made

    def _add(self, speaker: Speaker) -> None:
        also = [text for texts in speaker.also.values() for text in texts]
        for text in (*speaker.name.every(), *also):
            for token in tokens(text):
                for word in _bare(token.text):
                    self._people.setdefault(word, set()).add(speaker.id)
                    if token.script == "arabic":
                        self._bones.setdefault(skeleton(sounds_of_arabic(word)), set()).add(word)
                    else:
                        self._latin_bones.setdefault(skeleton(sounds_of_latin(word)), set()).add(word)

    def people(self, words: tuple[Word, ...], taken: frozenset[int]) -> tuple[frozenset[str], frozenset[int]]:
        """The speakers whom the words name, and the positions of these words."""
        found: list[tuple[Word, frozenset[str]]] = []
        for word in words:
            if word.first in taken or word.length > 1:
                continue
            ids = self._person(word)
            if ids:
                found.append((word, ids))
        found += self._beside(words, taken, found)
        found.sort(key=lambda each: each[0].first)
        return _agreed(words, [(word, ids) for word, ids in found if self._stands(word, words, found)])

    def _beside(
        self, words: tuple[Word, ...], taken: frozenset[int], found: list[tuple[Word, frozenset[str]]]
    ) -> list[tuple[Word, frozenset[str]]]:
        """Words beside a name, or behind a title, that are a name with a slip or spelled by sound."""
        known = {word.first: ids for word, ids in found}
        after = {
            word.first + word.length for word in words
            if (word.has("c:degree_title") and not word.has("c:session")) or word.text in _OF
        }  # fmt: skip
        more = []
        for word in words:
            if word.first in known or word.first in taken or word.length > 1 or len(word.text) < 4:
                continue
            friends = known.get(word.first - 1, frozenset()) | known.get(word.first + 1, frozenset())
            if not friends and (word.first not in after or _means_else(word)):
                continue
            ids = self._roughly(word.text)
            ids = ids & friends if friends else ids
            if ids:
                more.append((word, frozenset(ids)))
        return more

    def _roughly(self, text: str) -> set[str]:
        """Those with a name like this one, in either script, with a preposition joined or a letter wrong."""
        if text.isascii():
            return self._by_sound(text, _ROUGHLY) or self._by_slip(text)
        inflected = {id_ for variant in arabic_variants(text) for id_ in self._people.get(variant, ())}
        return inflected or self._by_latin_sound(text, _ROUGHLY) or self._by_arabic_slip(text, 5)

    def _by_latin_sound(self, text: str, least: float = _SOUNDS_ALIKE) -> set[str]:
        """Those whose Latin name an Arabic spelling sounds like: لندكفست for Lindqvist."""
        for spelled in _bare(text):
            bones = skeleton(sounds_of_arabic(spelled))
            alike = [word for word in self._latin_bones.get(bones, ()) if likeness(word, spelled) >= least]
            if len(bones) > _SHORT and alike:
                return {id_ for word in alike for id_ in self._people[word]}
        return set()

    def _stands(self, word: Word, words: tuple[Word, ...], found: list[tuple[Word, frozenset[str]]]) -> bool:
        """Whether a name that only sounds alike is one: a short one stands beside a title or beside another name."""
        if any(spelled in self._people for spelled in _bare(word.text)) or not word.text.isascii():
            return True
        if any(len(bones) > _SHORT for bones in skeletons(word.text)[:1]):
            return True
        beside = {other.first for other, _ in found} | {other.first for other in words if other.has("c:degree_title")}
        return bool({word.first - 1, word.first + 1} & beside) or len(words) == 1

    def _person(self, word: Word) -> frozenset[str]:
        text = word.text
        direct = {id_ for spelled in _bare(text) for id_ in self._people.get(spelled, ())}
        if direct:
            return frozenset(direct)
        if any(unit[0] in "cpyoqt" for unit in word.units) and word.how != "sound":
            return frozenset()
        if text.isascii():
            return frozenset(self._by_sound(text) or self._by_slip(text))
        for variant in arabic_variants(text)[:4]:
            if variant in self._people:
                return frozenset(self._people[variant])
        if word.how == "exact":
            return frozenset()  # a word of the event's own, and nobody's name
        return frozenset((self._by_latin_sound(text) if len(text) > 4 else ()) or self._by_arabic_slip(text))

    def _by_sound(self, text: str, least: float = _SOUNDS_ALIKE) -> set[str]:
        ids: set[str] = set()
        best = least
        for spelled in _bare(text):
            for bones in skeletons(spelled):
                for arabic in self._bones.get(bones, ()) if len(bones) > 1 else ():
                    alike = likeness(spelled, arabic)
                    if alike > best + 0.001:
                        ids, best = set(), alike
                    if alike >= best - 0.001:
                        ids |= self._people[arabic]
        return ids

    def _by_slip(self, text: str) -> set[str]:
        if len(text) < 5:
            return set()
        return {
            id_ for word in self._latin if OSA.distance(text, word, score_cutoff=1) <= 1 for id_ in self._people[word]
        }

    def _by_arabic_slip(self, text: str, shortest: int = 6) -> set[str]:
        ids: set[str] = set()
        if len(text) < shortest:
            return ids
        for word, people in self._people.items():
            if (
                not word.isascii()
                and len(word) > 3
                and any(OSA.distance(spelled, word, score_cutoff=1) <= 1 for spelled in _bare(text))
            ):
                ids |= people
        return ids

    def hall(self, words: tuple[Word, ...], taken: frozenset[int]) -> tuple[frozenset[str], frozenset[int]]:
        """The halls that the words name, by their whole names or by the telling words of them."""
        whole = matched(self.halls, words, taken)
        if whole[0]:
            return whole
        for ids, run in self.hall_pieces.runs(words, taken):
            if placed(words, run) and (len(run) > 1 or len(ids) == 1) and any(map(is_subject, run)):
                return ids, frozenset(place for word in run for place in word.positions)
        return whole

    def track(self, words: tuple[Word, ...], taken: frozenset[int]) -> tuple[frozenset[str], frozenset[int]]:
        """The tracks that the words name."""
        return matched(self.tracks, words, taken)


def _bare(text: str) -> list[str]:
    """A word of a name, with and without its article; particles are no names."""
    if text in _PARTICLES or len(text) < 2:
        return []
    articles = (article for article in _ARTICLES if text.startswith(article))
    return [text, *(text[len(article) :] for article in articles if len(text) - len(article) > 2)]


def _agreed(words: tuple[Word, ...], found: list[tuple[Word, frozenset[str]]]) -> tuple[frozenset[str], frozenset[int]]:
    """Those whom most of the named words agree on; a word with another meaning counts beside a title or a name only."""
    titled = {word.first + word.length for word in words if word.has("c:degree_title")}
    places = {word.first for word, _ in found}
    kept = [
        (word, ids) for word, ids in found
        if not _means_else(word) or word.first in titled or word.first - 1 in places or word.first + 1 in places
    ]  # fmt: skip
    if not kept:
        return frozenset(), frozenset()
    votes: dict[str, int] = {}
    for _, ids in kept:
        for id_ in ids:
            votes[id_] = votes.get(id_, 0) + 1
    most = max(votes.values())
    chosen = frozenset(id_ for id_, count in votes.items() if count == most)
    used = {word.first for word, ids in kept if ids & chosen}
    used |= {word.first for word in words if word.has("c:degree_title")}
    used |= {word.first for word in words if word.text in _PARTICLES and {word.first - 1, word.first + 1} & used}
    return chosen, frozenset(used)


def _means_else(word: Word) -> bool:
    return any(unit[0] in "cpyoqtg" for unit in word.units) and word.how not in {"sound", "spelling"}
