"""What the bot knows as things to be found: facts, sessions, halls and places, each with all its phrasings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.answers.hearing import Ear
from bot.answers.phrases import Phrase, Subject, Thrift, phrase
from bot.event.model import Event, Fact, Hall, Place, Session, Speaker, Track
from bot.texts.localized import Localized

CORE = 0.6
"""In what share of the phrasings a meaning stands that a document is about."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. ``units``: how many phrasings each meaning stands in; ``body``: meanings of its answer."""

    id: str
    kind: str
    """ "fact", "session", "hall" or "place"."""
    phrasings: tuple[Phrase, ...]
    units: Mapping[str, int] = field(hash=False)
    body: frozenset[str] = field(hash=False)
    texts: tuple[str, ...] = field(default=(), hash=False)
    core: frozenset[str] = field(default=frozenset(), hash=False)
    """What it is about by nearly all its phrasings: concepts and types."""


def documents(event: Event, ear: Ear) -> tuple[Document, ...]:
    """All that can be found in an event."""
    return tuple(_documents(event, ear))


def _documents(event: Event, ear: Ear) -> Iterator[Document]:
    thrift = Thrift()
    for fact in event.facts.values():
        yield _document(ear, thrift, fact.id, "fact", tuple(_fact_texts(fact)), body=_every(fact.answer))
    for session in event.sessions.values():
        around = tuple(_surroundings(event, session))
        yield _document(ear, thrift, session.id, "session", tuple(_session_texts(session)), body=around)
    for hall in event.halls.values():
        yield _document(
            ear, thrift, hall.id, "hall", (*hall.name.every(), *_also(hall.also)), body=_every(hall.directions)
        )
    for place in event.places.values():
        names = (*place.name.every(), *_also(place.also))
        yield _document(ear, thrift, place.id, "place", names, body=(*_every(place.address), *_every(place.directions)))


def event_words(event: Event) -> Iterator[str]:
    """Every text of the event whose words should be known, so that slips in them can be repaired."""
    for fact in event.facts.values():
        yield from _fact_texts(fact)
    for session in event.sessions.values():
        yield from _session_texts(session)
    named: tuple[Hall | Place | Track | Speaker, ...] = (
        *event.halls.values(),
        *event.places.values(),
        *event.tracks.values(),
        *event.speakers.values(),
    )
    for each in named:
        yield from each.name.every()
        yield from _also(each.also)


def _document(
    ear: Ear, thrift: Thrift, id_: str, kind: str, texts: tuple[str, ...], *, body: tuple[str, ...]
) -> Document:
    phrasings = tuple(phrase(ear.hear(text), ear.vocabulary.near) for text in texts)
    if kind in {"hall", "place"}:
        phrasings = tuple(asking_where(each) for each in phrasings)
    phrasings = tuple(map(thrift.kept, phrasings))
    counts: dict[str, int] = {}
    for each in phrasings:
        for unit in {unit for subject in each.subjects for unit, strength in subject.units.items() if strength >= 0.5}:
            counts[unit] = counts.get(unit, 0) + 1
    around = {
        unit
        for text in body
        for part in _parts(text)
        for each in phrase(ear.hear(part), {}).subjects
        for unit in each.units
    }
    often = CORE * len(phrasings) if kind == "fact" and len(phrasings) > 1 else len(phrasings) + 1
    core = frozenset(unit for unit, count in counts.items() if count >= often and unit[0] in "cy" and unit != "c:event")
    return Document(id_, kind, phrasings, counts, frozenset(around), texts, core)


def asking_where(named: Phrase) -> Phrase:
    """A place's name as the question that its card answers."""
    return Phrase((*named.subjects, Subject("where", {"q:where": 1.0})), named.asking | {"where"}, named.grams)


def name_units(event: Event, ear: Ear) -> frozenset[str]:
    """Meanings of the words of the event's own name, its organizer's and its city's: they stand in many questions."""
    texts = (*event.short_name.every(), *event.name.every(), *_every(event.organizer), *_every(event.city))
    own = frozenset(unit for text in texts for word in ear.hear(text).words for unit in word.units if unit[0] in "wc")
    return own | {"c:event"}


def _parts(text: str, size: int = 60) -> Iterator[str]:
    """A long text in pieces that the ear takes whole."""
    words = text.split()
    for start in range(0, min(len(words), 240), size):
        yield " ".join(words[start : start + size])


def _fact_texts(fact: Fact) -> Iterator[str]:
    yield from fact.question.every()
    yield from _also(fact.also)


def _session_texts(session: Session) -> Iterator[str]:
    yield from session.title.every()
    yield from _also(session.also)


def _surroundings(event: Event, session: Session) -> Iterator[str]:
    yield from _every(session.abstract)
    if session.track is not None and session.track in event.tracks:
        yield from event.tracks[session.track].name.every()
    for hall in session.halls:
        yield from event.halls[hall].name.every()
    for each in session.people:
        yield from event.speakers[each.speaker].name.every()


def _also(also: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for texts in also.values():
        yield from texts


def _every(text: Localized | None) -> tuple[str, ...]:
    return text.every() if text is not None else ()
