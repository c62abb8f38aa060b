"""speakers.yaml, places.yaml and facts/*.yaml → speakers, places and facts."""

from __future__ import annotations

from bot.event.entries import Placed
from bot.event.faults import Findings, phrase
from bot.event.model import Fact, Place, PlaceType, Speaker, Topic
from bot.event.register import Register
from bot.event.schema import FactEntry, PlaceEntry, SpeakerEntry
from bot.event.values import phrasings, source, text, text_or_none


def build_speaker(placed: Placed[SpeakerEntry], *, illustrative: bool) -> Speaker:
    """A speaker from a complete entry."""
    entry = placed.entry
    return Speaker(
        id=entry.id or "",
        name=text(entry.name),
        honorific=text_or_none(entry.honorific),
        affiliation=text_or_none(entry.affiliation),
        biography=text_or_none(entry.biography),
        illustrative=illustrative if entry.illustrative is None else entry.illustrative,
        also=phrasings(entry.also),
    )


def build_place(placed: Placed[PlaceEntry], *, illustrative: bool) -> Place:
    """A place from a complete entry."""
    entry = placed.entry
    return Place(
        id=entry.id or "",
        type=entry.type or PlaceType.OTHER,
        name=text(entry.name),
        address=text_or_none(entry.address),
        directions=text_or_none(entry.directions),
        opening_hours=text_or_none(entry.opening_hours),
        coordinates=entry.coordinates,
        unknown=bool(entry.unknown),
        illustrative=illustrative if entry.illustrative is None else entry.illustrative,
        source=source(entry.source),
        confirmed=entry.confirmed,
        also=phrasings(entry.also),
    )


def check_fact(placed: Placed[FactEntry], register: Register, findings: Findings) -> bool:
    """Note references that lead nowhere; whether the fact says something, or says that nothing is known."""
    register.look_up("places", placed, "places")
    register.look_up("facts", placed, "see")
    entry = placed.entry
    if entry.answer is None and not entry.unknown and not placed.wrong & {"question", "answer", "unknown"}:
        findings.error(
            placed.document.spot([*placed.path, "question"], key=True),
            phrase("This question has no answer."),
            phrase(
                "Write an “{key}”, or “{instead}” if it is not announced yet.", key="answer", instead="unknown: true"
            ),
        )
        return False
    return True


def build_fact(placed: Placed[FactEntry], *, topic: Topic | None, illustrative: bool) -> Fact:
    """A fact from a complete entry; the topic of its file holds where it has none."""
    entry = placed.entry
    return Fact(
        id=entry.id or "",
        topic=entry.topic or topic or Topic.GENERAL,
        question=text(entry.question),
        answer=text_or_none(entry.answer),
        unknown=bool(entry.unknown),
        illustrative=illustrative if entry.illustrative is None else entry.illustrative,
        source=source(entry.source),
        confirmed=entry.confirmed,
        shows=entry.shows,
        places=tuple(dict.fromkeys(entry.places or ())),
        see=tuple(dict.fromkeys(entry.see or ())),
        also=phrasings(entry.also),
    )
