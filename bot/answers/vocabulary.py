"""Every known word and phrase with what it may mean: the lexicon's entries and the event's own words, for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answers.arabizi import ARTICLES, likeness, skeleton, skeletons, sounds_of_arabic, sounds_of_latin
from bot.answers.spelling import ENDINGS, Token, alike, tokens
from bot.answers.stemming import arabic_stem, arabic_variants, english_stem, verb_stems
from bot.event.lexicon import Lexicon

Units = dict[str, float]
"""What a word may mean, with how surely (0 to 1). A unit is "<kind>:<name>"."""

KINDS = {
    "concepts": "c",
    "topics": "p",
    "asking": "q",
    "small": "g",
    "time": "t",
    "types": "y",
    "off_topic": "o",
    "social": "s",
}
INFLECTED = 0.95
ENDING = 4
"""Letters of a word whose end is looked at."""
ALIKE = 0.9
REPAIRED = 0.8
SOUNDED = 0.85


@dataclass(slots=True)
class Vocabulary:
    """Words by spelling, verbs by stem, phrases by their first stem; built once, then only read."""

    arabic: dict[str, Units] = field(default_factory=dict)
    verbs: dict[str, Units] = field(default_factory=dict)
    english: dict[str, Units] = field(default_factory=dict)
    english_stems: dict[str, Units] = field(default_factory=dict)
    arabizi: dict[str, Units] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Units]]] = field(default_factory=dict)
    near: dict[str, dict[str, float]] = field(default_factory=dict)
    _sounds: dict[str, list[str]] = field(default_factory=dict)
    _lengths: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    _latin_sounds: dict[str, list[str]] = field(default_factory=dict)
    _in_phrases: set[str] = field(default_factory=set)
    _phrase_words: dict[str, set[str]] = field(default_factory=dict)
    _repairs: dict[tuple[str, str], tuple[str, float] | None] = field(default_factory=dict)

    @staticmethod
    def compiled(lexicon: Lexicon) -> Vocabulary:
        """The vocabulary of a lexicon; an event's own words are added with ``learn``."""
        made = Vocabulary()
        for section, kind in KINDS.items():
            for name, entry in lexicon.of(section).items():
                unit = f"{kind}:{name}"
                for script, words in (("arabic", entry.ar), ("english", entry.en), ("arabizi", entry.arabizi)):
                    for word in words:
                        made.add(word, script, {unit: 1.0})
                for verb in entry.verbs:
                    for token in tokens(verb):
                        _put(made.verbs, token.text, {unit: 1.0})
                for relative, kinship in entry.near.items():
                    made.near.setdefault(unit, {})[relative if ":" in relative else f"{kind}:{relative}"] = kinship
        return made

    def add(self, phrase: str, script: str, units: Units) -> None:
        """File a word or a phrase of one script under what it means."""
        found = tokens(phrase)
        if len(found) == 1:
            word = found[0].text
            if script == "arabic" or found[0].script == "arabic":
                _put(self.arabic, word, units)
            elif script == "arabizi":
                _put(self.arabizi, word, units)
            else:
                _put(self.english, word, units)
                _put(self.english_stems, english_stem(word), units)
        elif found:
            stems = tuple(stem(token) for token in found)
            for token in found:
                self._phrase_words.setdefault(token.script, set()).add(token.text)
            self.phrases.setdefault(stems[0], []).append((stems, units))

    def learn(self, words: Iterable[Token]) -> None:
        """Make an event's own words known (they mean themselves), so that typos and Arabizi of them can be repaired."""
        every = tuple(words)
        # Where an event writes Arabizi, its Arabizi words stay such.
        arabizi = {each.text for each in every if each.script == "latin" and self._only_arabizi(each.text)}
        for token in every:
            own = {f"w:{stem(token)}": 1.0}
            if token.script == "arabic" and len(token.text) > 2 and not self.known_arabic(token.text):
                self.arabic.setdefault(token.text, own)
            elif len(arabizi) > 1 and token.text in arabizi:
                continue
            elif token.script == "latin" and len(token.text) > 2 and not self.known_english(token.text):
                self.english.setdefault(token.text, own)

    def _only_arabizi(self, word: str) -> bool:
        return bool(self.known_arabizi(word)) and not self.known_english(word)

    def close(self) -> None:
        """Build the indexes over all words; called once, when all are in."""
        for start, listed in self.phrases.items():
            self.phrases[start] = _merged(listed)
            self._in_phrases.update(word for stems, _ in listed for word in stems)
        self._share()
        for word in (*self.arabic, *self.verbs):
            bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
            self._sounds.setdefault(skeleton(sounds_of_arabic(bare)), []).append(word)
            if len(bare) > 3 and bare[-1] == "ه":
                self._sounds.setdefault(skeleton(sounds_of_arabic(bare[:-1])), []).append(word)
        for word in self.english:
            if len(word) > 4:
                self._latin_sounds.setdefault(skeleton(sounds_of_latin(word)), []).append(word)
        for script, words in (("arabic", self.arabic), ("latin", self.english), ("arabizi", self.arabizi)):
            for word in dict.fromkeys((*words, *sorted(self._phrase_words.get(script, ())))):
                self._lengths.setdefault((script, len(word)), []).append(word)

    def _share(self) -> None:
        """Hold meanings that are the same once: most words have one, and there are many words."""
        shared: dict[tuple[tuple[str, float], ...], Units] = {}
        for table in (self.arabic, self.verbs, self.english, self.english_stems, self.arabizi):
            for word, units in table.items():
                table[word] = shared.setdefault(tuple(units.items()), units)

    def stands_in_phrase(self, token: Token) -> bool:
        """Whether a token is a word of some phrase."""
        return stem(token) in self._in_phrases

    def known_arabic(self, word: str) -> Units:
        """What an Arabic word means, directly, by inflection or as a verb; empty when it is not known."""
        variants = arabic_variants(word)
        direct = self.arabic.get(word) or (self.arabic.get(word[1:]) if word[0] == "و" and 2 < len(word) < 5 else None)
        if direct:
            return direct
        for variant in variants[1:]:
            units = self.arabic.get(variant)
            if units and (len(variant) > 2 or word.endswith(variant)):
                return {unit: strength * INFLECTED for unit, strength in units.items()}
        best: Units = {}
        longest = 0
        for verb in verb_stems(word):
            units = self.verbs.get(verb)
            if units and len(verb) > longest:
                best, longest = units, len(verb)
        return {unit: strength * INFLECTED for unit, strength in best.items()}

    def known_english(self, word: str) -> Units:
        """What an English word means, directly or by its stem."""
        return self.english.get(word) or self.english_stems.get(english_stem(word), {})

    def known_arabizi(self, word: str) -> Units:
        """What a listed Arabizi word means, also behind a glued article."""
        direct = self.arabizi.get(word)
        if direct:
            return direct
        for article in ARTICLES:
            rest = word[len(article) :]
            if word.startswith(article) and len(rest) > 2 and rest in self.arabizi:
                return self.arabizi[rest]
        return {}

    def sounding_like(self, word: str, least: float = 0.72) -> tuple[str, float] | None:
        """The known Arabic word that a word in Latin letters sounds most like, if it does by at least ``least``."""
        key = ("sound", word)
        if key not in self._repairs:
            self._repairs[key] = self._by_sound(word, least)
        return self._repairs[key]

    def _by_sound(self, word: str, least: float) -> tuple[str, float] | None:
        best: tuple[str, float] | None = None
        bare = [word] + [
            word[len(article) :] for article in ARTICLES if word.startswith(article) and len(word) - len(article) > 2
        ]
        for spelled in bare:
            for rank, bones in enumerate(skeletons(spelled)):
                if len(bones) < 2:
                    continue
                for arabic in self._sounds.get(bones, ()):
                    plain = arabic[2:] if arabic.startswith("ال") and len(arabic) > 4 else arabic
                    alike = likeness(spelled, plain) - 0.03 * rank
                    if alike >= least and (best is None or alike > best[1]):
                        best = (arabic, alike)
        return best

    def written_like(self, word: str, least: float = 0.78) -> str | None:
        """The English word that an Arabic spelling sounds like: كوبرنتس for Kubernetes."""
        bare = word[2:] if word.startswith("ال") and len(word) > 5 else word
        bones = skeleton(sounds_of_arabic(bare))
        if len(bones) < 4:
            return None
        alike = [(likeness(english, bare), english) for english in self._latin_sounds.get(bones, ())]
        best = max(alike, default=(0.0, ""))
        return best[1] if best[0] >= least else None

    def spelled_like(self, word: str, script: str) -> tuple[str, float] | None:
        """The known word at one slip of the finger (two in long words) from this one."""
        key = (script, word)
        if key not in self._repairs:
            if len(self._repairs) > 20_000:
                self._repairs.clear()
            self._repairs[key] = self._by_ending(word, script) or self._by_spelling(word, script)
        return self._repairs[key]

    def _by_ending(self, word: str, script: str) -> tuple[str, float] | None:
        """The known word that ends in another of the letters that are written for one sound: الغدى for الغدا."""
        if script != "arabic" or len(word) < ENDING or word[-1] not in ENDINGS:
            return None
        others = (word[:-1] + ending for ending in ENDINGS if ending != word[-1])
        return next(((other, ALIKE) for other in others if self.known_arabic(other)), None)

    def _by_spelling(self, word: str, script: str) -> tuple[str, float] | None:
        length = len(word)
        bare = length - next(
            (len(article) for article in ("وال", "بال", "لل", "ال") if script == "arabic" and word.startswith(article)),
            0,
        )
        if bare < 4 or length < 4:
            return None
        slips = 1 if length < 8 else 2
        best: tuple[str, float] | None = None
        for close in range(length - slips, length + slips + 1):
            choices = self._lengths.get((script, close))
            if not choices or close < 4:
                continue
            for hit in process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=6):
                if len(hit[0]) == length and bare < 5 and not (_swapped(word, hit[0]) or alike(word, hit[0])):
                    continue  # another letter makes another word of a short one
                likely = (hit[1], -_same_beginning(word, hit[0]))
                if best is None or likely < (best[1], -_same_beginning(word, best[0])):
                    best = (hit[0], hit[1])
        if best is None:
            return None
        same_start = best[0][0] == word[0]
        if not same_start and length < 6:
            return None
        return best[0], 1 - best[1] / length


def stem(token: Token) -> str:
    """The stem under which a token is filed."""
    if token.script == "arabic":
        return arabic_stem(token.text)
    return english_stem(token.text) if token.script == "latin" else token.text


def _swapped(one: str, other: str) -> bool:
    return sorted(one) == sorted(other)


def _same_beginning(one: str, other: str) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _merged(listed: list[tuple[tuple[str, ...], Units]]) -> list[tuple[tuple[str, ...], Units]]:
    """Phrases, the longest first; those of the same stems as one, with the meanings of all."""
    merged: dict[tuple[str, ...], Units] = {}
    for stems, units in listed:
        known = merged.setdefault(stems, {})
        for unit, strength in units.items():
            known[unit] = max(strength, known.get(unit, 0.0))
    return sorted(merged.items(), key=lambda item: -len(item[0]))


def _put(where: dict[str, Units], word: str, units: Mapping[str, float]) -> None:
    known = where.setdefault(word, {})
    for unit, strength in units.items():
        known[unit] = max(strength, known.get(unit, 0.0))
