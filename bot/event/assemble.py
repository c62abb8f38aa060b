"""The trees of all files → one Event, with every reference looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.event.entries import Placed, read_entry, read_list, refuse_other_keys
from bot.event.event_file import Basics, read_basics
from bot.event.faults import Findings
from bot.event.folder import Folder, kinds_of
from bot.event.model import Event, Fact, Hall, Place, Session, Speaker, Track
from bot.event.other_files import build_fact, build_place, build_speaker, check_fact
from bot.event.programme_file import build_hall, build_session, build_track, check_session, session_times
from bot.event.register import Register
from bot.event.schema import (
    Entry,
    EventEntry,
    FactEntry,
    FileDefaults,
    HallEntry,
    PlaceEntry,
    SessionEntry,
    SpeakerEntry,
    TrackEntry,
)
from bot.event.values import text, text_or_none

MODELS: Mapping[str, type[Entry]] = {
    "halls": HallEntry,
    "tracks": TrackEntry,
    "sessions": SessionEntry,
    "speakers": SpeakerEntry,
    "places": PlaceEntry,
    "facts": FactEntry,
}


@dataclass(frozen=True, slots=True)
class Assembled:
    """The event, as far as its files are right (None without event.yaml), and where everything stands."""

    event: Event | None
    basics: Basics
    register: Register


def assemble(folder: Folder, findings: Findings) -> Assembled:
    """Build the event; what is wrong is noted and left out."""
    register = Register(findings, unread=set(folder.unread))
    basics = read_basics(folder.documents.get("event.yaml"), findings)
    defaults = _enter_all(folder, register, findings)
    builder = _Builder(register, basics, defaults, findings)
    parts = builder.parts()
    builder.check_references()
    if basics.placed is None:
        return Assembled(None, basics, register)
    return Assembled(_event(basics.placed.entry, basics, parts), basics, register)


@dataclass(frozen=True, slots=True)
class _Parts:
    """All that is in an event beside its basics."""

    halls: Mapping[str, Hall]
    tracks: Mapping[str, Track]
    sessions: Mapping[str, Session]
    speakers: Mapping[str, Speaker]
    places: Mapping[str, Place]
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns complete entries into values of the model, and checks where all entries point."""

    register: Register
    basics: Basics
    defaults: Mapping[str, FileDefaults]
    findings: Findings

    def parts(self) -> _Parts:
        complete, illustrative = self.register.complete, self._illustrative
        halls = {id_: build_hall(each, illustrative=illustrative(each)) for id_, each in complete("halls")}
        return _Parts(
            halls=halls,
            tracks={id_: build_track(each) for id_, each in complete("tracks")},
            sessions=self._sessions(list(halls)),
            speakers={id_: build_speaker(each, illustrative=illustrative(each)) for id_, each in complete("speakers")},
            places={id_: build_place(each, illustrative=illustrative(each)) for id_, each in complete("places")},
            facts={
                id_: build_fact(each, topic=self._default(each).topic, illustrative=illustrative(each))
                for id_, each in complete("facts")
            },
        )

    def check_references(self) -> None:
        """Note what leads nowhere, in incomplete entries too."""
        if self.basics.placed is not None:
            self.register.look_up("places", self.basics.placed, "venue")
        for placed in self.register.every("halls"):
            self.register.look_up("places", placed, "place")
        for placed in self.register.every("sessions"):
            check_session(placed, self.register)
        for placed in self.register.every("facts"):
            check_fact(placed, self.register, self.findings)

    def _sessions(self, halls: list[str]) -> Mapping[str, Session]:
        """In order of start, then of the halls in the file, then of ids."""
        found = []
        for placed in self.register.every("sessions"):
            times = session_times(placed, self.basics, self.findings)
            if times is not None and placed.complete:
                found.append(build_session(placed, times, illustrative=self._illustrative(placed)))
        rank = {hall: number for number, hall in enumerate(halls)}
        found.sort(key=lambda each: (each.start, min((rank.get(hall, 0) for hall in each.halls), default=-1), each.id))
        return {session.id: session for session in found}

    def _illustrative(self, placed: Placed[Any]) -> bool:
        return bool(self._default(placed).illustrative)

    def _default(self, placed: Placed[Any]) -> FileDefaults:
        return self.defaults.get(placed.document.file, FileDefaults())


def _enter_all(folder: Folder, register: Register, findings: Findings) -> Mapping[str, FileDefaults]:
    """Enter every entry of every file into the register; the defaults at the top of each file are given back."""
    defaults = {}
    for name, document in folder.documents.items():
        if name == "event.yaml":
            continue
        kinds = kinds_of(name)
        keys = ["illustrative", *(["topic"] if kinds == ("facts",) else [])]
        if not refuse_other_keys(document, [*kinds, *keys], findings):
            register.unread.update(kind for kind in kinds if kind not in document.keys_at_top())
        placed = read_entry(FileDefaults, document.only(keys), [], findings)
        if placed is not None:
            defaults[name] = placed.entry
        for kind in kinds:
            for entry in read_list(MODELS[kind], document, kind, findings):
                register.enter(kind, entry)
    return defaults


def _event(entry: EventEntry, basics: Basics, parts: _Parts) -> Event:
    return Event(
        id=entry.id or "",
        name=text(entry.name),
        short_name=text(entry.short_name or entry.name),
        zone=basics.local.zone,
        languages=basics.languages,
        days=basics.days,
        city=text_or_none(entry.city),
        organizer=text_or_none(entry.organizer),
        website=entry.website,
        hashtag=entry.hashtag,
        day_change=basics.local.day_change,
        hijri_offset=entry.hijri_offset or 0,
        prayer=basics.prayer,
        emergency_number=entry.emergency_number,
        venue=entry.venue,
        digits=dict(entry.digits or {}),
        sessions=parts.sessions,
        halls=parts.halls,
        tracks=parts.tracks,
        speakers=parts.speakers,
        places=parts.places,
        facts=parts.facts,
    )
