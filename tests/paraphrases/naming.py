"""How people name who and what is in the programme: people, titles, topics; only names that mean one thing."""

# Lists of words are easier to read in lines of their own length.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.event.model import Event, Hall, Place, Session, SessionType, Speaker, Track
from bot.texts.localized import Localized
from tests.questions.wanted import SERVICE

DIACRITICS = re.compile("[\u064b-\u0652\u0670\u0640]")
NO_NOUNS = ("ed", "ly", "ful", "ive", "al", "ing", "ous", "less")
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON = 5
"""Letters that two words share before they count as one word in two forms."""
FUNCTION = frozenset(
    "with from into about their your that this what when where which between beyond after before over under through "
    "designing writing giving building turning making using good effective future best practice guide common early "
    "without across friday sunday monday tuesday wednesday thursday saturday الجمعة السبت الأحد الاثنين الثلاثاء الأربعاء الخميس "
    "عند بين دون حول هذا هذه التي الذي إلى على كيف بعد قبل تصميم كتابة تقديم إعداد مستقبل نحو ماذا".split()
)
RESPELT = (
    ("Al-", ""), ("Al-", "al "), ("Al-", "El "), ("ein", "ain"), ("ou", "u"), ("aa", "a"), ("dh", "d"), ("iyy", "i"), ("ee", "i"),
    ("q", "k"), ("ya", "ia"), ("mm", "m"), ("ss", "s"),
)  # fmt: skip
"""How the same Arabic name is spelled by somebody else."""


def spoken(text: Localized, language: str) -> str:
    """A text in a language, or in another one if there is none."""
    return text.pick(language)[0]


def people(person: Speaker, language: str, event: Event) -> list[str]:
    """A person's names: whole, with and without the honorific, and the family name where only one has it."""
    name = spoken(person.name, language)
    honorific = spoken(person.honorific, language) if person.honorific else ""
    names = [name, *([f"{honorific} {name}"] if honorific else [])]
    family = name.split()[-1]
    others = " ".join(spoken(each.name, language) for each in event.speakers.values() if each.id != person.id)
    if len(name.split()) > 1 and family not in others.split():
        names += [f"{honorific} {family}"] if honorific else []
        names += [f"Dr {family}"] if language == "en" and "Dr" in honorific else []
    return names


def respelt(name: str, rng: random.Random) -> str:
    """The name as somebody else would spell it in Latin letters."""
    fits = [pair for pair in RESPELT if pair[0] in name]
    return name.replace(*rng.choice(fits), 1) if fits else name


def titles(session: Session, language: str, event: Event) -> list[str]:
    """A session's title, and what stands after its colon where no other title holds that."""
    title = spoken(session.title, language)
    # What stands after "Posters 2:" is a list of themes rather than a title.
    _, _, rest = title.partition(": ") if session.type not in {SessionType.POSTER, SessionType.ORAL} else ("", "", "")
    others = [spoken(each.title, language) for each in event.sessions.values() if each.id != session.id]
    return [title, *([rest] if len(rest.split()) > 1 and not any(rest in other for other in others) else [])]


def same_title(session: Session, language: str, event: Event) -> frozenset[str]:
    """The ids of all sessions with this one's title."""
    title = spoken(session.title, language)
    return frozenset(each.id for each in event.sessions.values() if spoken(each.title, language) == title)


def topics(session: Session, language: str, index: Index) -> list[str]:
    """Nouns of the title that nothing else in the event has in any form, neither another session nor a fact."""
    if session.type in {SessionType.OPENING, SessionType.CLOSING}:
        return []
    words = WORD.findall(DIACRITICS.sub("", spoken(session.title, language)))
    return [word for word in words if _noun(word) and index.holders[_root(word)] == 1]


def _noun(word: str) -> bool:
    """Whether it looks like one: with the article in Arabic, without the ending of an adjective in English."""
    if not word.isascii():
        return word.startswith("ال") and len(word) > 5
    return len(word) > 5 and word.lower() not in FUNCTION and not word.lower().endswith(NO_NOUNS)


@dataclass(frozen=True, slots=True)
class Index:
    """In how many entries of the event each word occurs, by its beginning, the Arabic article apart."""

    holders: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, event: Event) -> Index:
        """Count sessions, halls, tracks, people and facts; a session is one entry, with its title and abstract."""
        holders: Counter[str] = Counter()
        for entry in _entries(event):
            words = (word for text in entry for word in WORD.findall(DIACRITICS.sub("", text)))
            holders.update({_root(word) for word in words})
        return cls(holders)


def _entries(event: Event) -> Iterator[list[str]]:
    for session in event.sessions.values():
        yield [
            *_texts(session.title),
            *(_texts(session.abstract) if session.abstract else []),
            *_also(session.also.values()),
        ]
    named_things: list[Hall | Track | Speaker | Place] = [*event.halls.values(), *event.tracks.values()]
    named_things += [*event.speakers.values(), *event.places.values()]
    for named in named_things:
        yield [*_texts(named.name), *_also(named.also.values())]
    for fact in event.facts.values():
        answer = _texts(fact.answer) if fact.answer else []
        yield [*_texts(fact.question), *answer, *_also(fact.also.values())]


def _texts(text: Localized) -> list[str]:
    return [spoken(text, language) for language in ("ar", "en")]


def _also(also: Iterable[Iterable[str]]) -> list[str]:
    return [text for texts in also for text in texts]


def _root(word: str) -> str:
    folded = word.lower().translate(str.maketrans("أإآىة", "ااايه"))
    for prefix in ("وال", "بال", "لل", "ال"):
        if folded.startswith(prefix) and len(folded) > len(prefix) + 2:
            folded = folded.removeprefix(prefix)
            break
    return folded[:COMMON]


def speaking(event: Event) -> list[Session]:
    """Every session in which somebody speaks."""
    return [session for session in event.sessions.values() if session.type not in SERVICE]
