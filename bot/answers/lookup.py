"""What may be shared for a query typed after the bot's name: the engine's answer, and names that begin as was typed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.answers.engine import Engine
from bot.answers.model import Answer, Outcome, Question
from bot.answers.spelling import tokens
from bot.event.model import Event, Session
from bot.event.programme import Phase, programme_of

REMEMBERED = 1000
"""Queries whose finds are kept; the oldest is forgotten first."""
LONGEST = 256
"""Characters of a query that are read; Telegram sends no more."""
SHORTEST = 2
"""One letter is the beginning of nearly everything: it is looked up as nothing is."""
CLOSE = 0.75
"""Beside the best, what is at least this part as like it."""
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_SENSIBLE = frozenset({Outcome.FOUND, Outcome.SEVERAL, Outcome.SLOT})

Key = tuple[str, str, datetime]
Names = tuple[frozenset[str], str]
"""A thing's own names, and all words that lead to it, each after a blank."""


@dataclass(slots=True)
class Lookup:
    """Finds, and remembers for a minute by language and query: within one minute of the clock nothing begins or ends.

    While somebody types, the same beginnings come again and again, and each page asks anew.
    """

    _event: Event | None = None
    _names: dict[str, Names] = field(default_factory=dict)
    _kept: OrderedDict[Key, tuple[str, ...]] = field(default_factory=OrderedDict)

    def found(self, engine: Engine, language: str, query: str, now: datetime) -> tuple[str, ...]:
        """The ids of what is found, best first; for an empty query what is on, what is next and the rest of the day."""
        if self._event is not engine.event:
            self._event, self._names = engine.event, _names(engine.event)
            self._kept.clear()
        text = " ".join(query[:LONGEST].split())
        key = (language, text, now.replace(second=0, microsecond=0))
        ids = self._kept.get(key)
        if ids is None:
            ids = self._kept[key] = self._search(engine, language, text, now)
            if len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return ids

    def _search(self, engine: Engine, language: str, text: str, now: datetime) -> tuple[str, ...]:
        if len(text) < SHORTEST:
            return of_the_day(engine.event, now)
        answer = engine.answer(Question(text, now, language))
        told = answer.ids if answer.outcome is Outcome.FOUND else ()
        return tuple(dict.fromkeys((*self._named(text), *told, *self._beginning(text), *_guessed(answer))))

    def _named(self, text: str) -> Iterable[str]:
        """What is called exactly so, or has this id."""
        name = _as_name(text)
        return (id_ for id_, (own, _) in self._names.items() if name in own or id_ == text)

    def _beginning(self, text: str) -> Iterable[str]:
        """What has, for each word, a word in its names that begins with it."""
        words = [f" {token.text}" for token in tokens(text)]
        return (id_ for id_, (_, all_) in self._names.items() if words and all(word in all_ for word in words))


def of_the_day(event: Event, now: datetime) -> tuple[str, ...]:
    """What is on, what is next, the rest of the day; before the event its first day, after it all of it."""
    programme = programme_of(event)
    state = programme.state(now)
    day = state.today if state.phase in {Phase.RUNNING, Phase.GAP} else state.next_day
    rest = programme.on_day(day) if day else programme.sessions
    ahead = [each for each in rest if each.end > now or state.phase is Phase.AFTER]
    return tuple(dict.fromkeys(each.id for each in (*state.now, *state.next, *ahead)))


def _guessed(answer: Answer) -> tuple[str, ...]:
    """What else may be meant; nothing beside a computed set, which is complete."""
    if answer.outcome not in _SENSIBLE or answer.scheduled or not answer.candidates:
        return answer.ids
    enough = answer.candidates[0].score * CLOSE
    return (*answer.ids, *(each.id for each in answer.candidates if each.score >= enough))


def _names(event: Event) -> dict[str, Names]:
    """Everything's own names, and all the words that lead to it; to a session also by whom and where it is."""
    names = {id_: _lookup(each.title.every(), _around(event, each)) for id_, each in event.sessions.items()}
    names |= {id_: _lookup(fact.question.every()) for id_, fact in event.facts.items()}
    for things in (event.halls, event.places, event.speakers):
        names |= {id_: _lookup(thing.name.every()) for id_, thing in things.items()}
    return names


def _lookup(own: Iterable[str], around: Iterable[str] = ()) -> Names:
    every = [*own, *around]
    words = "".join(f" {word}" for text in every for word in _beginnings(text))
    return frozenset(map(_as_name, own)) - {""}, words


def _around(event: Event, session: Session) -> Iterable[str]:
    for one in session.people:
        if one.speaker in event.speakers:
            yield from event.speakers[one.speaker].name.every()
    for hall in session.halls:
        if hall in event.halls:
            yield from event.halls[hall].name.every()


def _as_name(text: str) -> str:
    return " ".join(token.text for token in tokens(text))


def _beginnings(text: str) -> Iterable[str]:
    """The words of a name, those with an Arabic article also without it."""
    for token in tokens(text):
        yield token.text
        if token.text.startswith(_ARTICLE):
            yield token.text.removeprefix(_ARTICLE)
