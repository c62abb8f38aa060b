"""The words of time in a text: which tokens name a day, an hour, a part of the day, an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answers.arabizi import ARTICLES, likeness, skeleton, skeletons, sounds_of_arabic
from bot.answers.spelling import Token
from bot.answers.vocabulary import Units, Vocabulary, stem

_ALIKE = 0.78
_MERE = frozenset({"until", "from", "less", "left", "before", "after", "over", "till"})
"""Words of time too small to be told by their sound."""
_THERE_IS = frozenset({"اكو", "ماكو", "في", "فيه", "مافي", "هو", "عدكم", "عندكم", "يوجد", "توفرون", "بدون", "مع"})
_FINISH = frozenset({"نخلص", "يخلص", "تخلص", "نكمل", "يكمل"})
_ONCE = frozenset({"من", "لما", "بس", "ما"})
_BARE = frozenset({"بعد", "ورا", "عقب", "عكب", "وراء"})
_AFTER_IT = frozenset(
    "بعده بعدها بعدو بعدا بعدهم بعديه وراه وراها وراهم يليه يليها ba3da ba3do ba3du ba3dah".split()  # noqa: SIM905
)
"""After the one before, whoever or whatever that was: the next."""
_WHAT = frozenset({"شنو", "ماذا", "ما", "وش", "ايش", "شو", "ايه", "شكو"})


@dataclass(frozen=True, slots=True)
class TimeWord:
    """Some tokens and the names of time that they may mean; ``number``: the value of digits."""

    names: frozenset[str]
    first: int
    length: int = 1
    text: str = ""
    number: int | None = None
    script: str = ""

    def named(self, prefix: str) -> int | None:
        """The number in a name like ``weekday_4``, if it may mean one."""
        for name in self.names:
            if name.startswith(prefix):
                return int(name[len(prefix) :])
        return None

    def has(self, *names: str) -> bool:
        """Whether it may mean one of these."""
        return any(name in self.names for name in names)

    @property
    def positions(self) -> range:
        """Its tokens."""
        return range(self.first, self.first + self.length)


@dataclass(slots=True)
class TimeEar:
    """Hears the words of time alone, whatever else the words around them mean."""

    vocabulary: Vocabulary
    _phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = field(init=False, default_factory=dict)
    _sounds: dict[str, list[tuple[str, frozenset[str]]]] = field(init=False, default_factory=dict)
    _heard: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for word, units in self.vocabulary.arabic.items():
            names = _time(units) - _MERE
            plain = word.removeprefix("ال") if len(word) > 4 else word
            if names and len(plain) > 2 and plain != "غدا":
                self._sounds.setdefault(skeleton(sounds_of_arabic(plain)), []).append((plain, names))
        for start, phrases in self.vocabulary.phrases.items():
            for stems, units in phrases:
                names = _time(units)
                if names:
                    self._phrases.setdefault(start, []).append((stems, names))

    def hear(self, tokens: tuple[Token, ...], *, arabizi: bool) -> list[TimeWord]:
        """Every token in order, phrases of time joined; words of no time have no names."""
        words: list[TimeWord] = []
        position = 0
        while position < len(tokens):
            word = self._phrase(tokens, position) or self._single(tokens[position], position, arabizi=arabizi)
            words.append(word)
            position += word.length
        return [_or_lunch(word, tokens) for word in words]

    def _phrase(self, tokens: tuple[Token, ...], position: int) -> TimeWord | None:
        for spelled in _starts(tokens[position]):
            for stems, names in self._phrases.get(spelled, ()):
                end = position + len(stems)
                if "next" in names and end <= len(tokens) and tokens[end - 1].text in _BARE:
                    continue  # "what is after it" and "what is after" have the same stems
                if end <= len(tokens) and all(stem(tokens[position + i]) == stems[i] for i in range(1, len(stems))):
                    text = " ".join(token.text for token in tokens[position:end])
                    number = int(text.split()[0]) if text[0].isdigit() and spelled.isdigit() else None
                    return TimeWord(_teen_or_twenty(names, text), position, len(stems), text, number)
        return None

    def _single(self, token: Token, position: int, *, arabizi: bool) -> TimeWord:
        if token.script == "number":
            value = int(token.text) if len(token.text) <= 4 else None
            return TimeWord(frozenset(), position, 1, token.text, value, "number")
        if token.script in {"clock", "date"}:
            return TimeWord(frozenset(), position, 1, token.text, None, token.script)
        names = self._names(token, arabizi=arabizi)
        if token.text in _AFTER_IT:
            names = names - {"after", "before"} | {"next"}
        return TimeWord(names, position, 1, token.text, None, token.script)

    def _names(self, token: Token, *, arabizi: bool) -> frozenset[str]:
        vocabulary = self.vocabulary
        if token.script == "arabic":
            units: Mapping[str, float] = vocabulary.known_arabic(token.text)
            names = _time(units)
            # With its article it is lunch: الغدا.
            return names - {"tomorrow"} if token.text.endswith("الغدا") or token.text == "للغدا" else names
        if token.script != "latin":
            return frozenset()
        listed, known = vocabulary.known_arabizi(token.text), vocabulary.known_english(token.text)
        if arabizi and not listed and not known:
            return self._by_sound(token.text)
        return _time(listed if arabizi and listed else known or listed)

    def _by_sound(self, text: str) -> frozenset[str]:
        """The time that an unlisted Arabizi spelling sounds like, unless another word sounds more like it."""
        if text not in self._heard:
            best, names = _ALIKE, frozenset[str]()
            bare = [text, *(text[len(article) :] for article in ARTICLES if text.startswith(article))]
            for spelled in bare:
                for bones in skeletons(spelled) if len(spelled) > 3 else ():
                    for word, meant in self._sounds.get(bones, ()):
                        alike = likeness(spelled, word)
                        if alike > best:
                            best, names = alike, meant
            other = self.vocabulary.sounding_like(text) if names else None
            self._heard[text] = names if other is None or other[1] <= best else frozenset()
        return self._heard[text]


def _teen_or_twenty(names: frozenset[str], text: str) -> frozenset[str]:
    """Eleventh and twenty-first have the same stems in Arabic: the ending tells."""
    twenty = text.endswith(("ين", "ون"))
    numbers = {name: int(name.rpartition("_")[2]) for name in names if name.startswith(("ordinal_", "count_"))}
    if len(numbers) < 2 or not text.rsplit(maxsplit=1)[-1].removeprefix("و").removeprefix("ال").startswith("عشر"):
        return names
    return names - {name for name, number in numbers.items() if (number > 20) is not twenty}


def _or_lunch(word: TimeWord, tokens: tuple[Token, ...]) -> TimeWord:
    """The dialects' word for lunch is spelled as the formal one for tomorrow: after "is there" it is lunch."""
    before = [token.text for token in tokens[max(0, word.first - 2) : word.first]]
    if word.text != "غدا" or not before:
        return word
    finished = before[-1] in _FINISH and before[0] in _ONCE
    if not finished and (before[-1] not in _THERE_IS or before[0] in _WHAT):
        return word
    return TimeWord(word.names - {"tomorrow"}, word.first, word.length, word.text, word.number, word.script)


def _starts(token: Token) -> tuple[str, ...]:
    own = stem(token)
    if token.script == "arabic" and len(token.text) > 3 and token.text[0] in "وبلف":
        return own, stem(Token(token.text[1:], "arabic"))
    return (own,)


def _time(units: Mapping[str, float] | Units) -> frozenset[str]:
    return frozenset(unit[2:] for unit in units if unit[0] == "t")
