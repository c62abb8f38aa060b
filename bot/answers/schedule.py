"""What the programme is asked for: a question → the sessions that it means, when every word of it is explained."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.answers.asked import asking, sessions_asked, untold
from bot.answers.dates import Calendar
from bot.answers.framing import (
    LISTS,
    coming,
    frame_of,
    framing,
    is_call_to_prayer,
    is_deadline,
    is_title_of,
    many,
    names_no_hall,
    phrases_win,
    plural,
    within,
)  # fmt: skip
from bot.answers.hearing import Ear, Heard, Word
from bot.answers.model import Emptiness
from bot.answers.names import Names
from bot.answers.selection import Wanted, select
from bot.answers.time_words import TimeEar, TimeWord
from bot.answers.topics import About, Topics
from bot.answers.when import When, read_when
from bot.event.model import Event

_TIMES = frozenset({"day", "hours", "part", "sequence", "around", "hall"})
"""Without one of these, nothing is said to be empty."""
_ANY_MOMENT = datetime(2000, 1, 1, 12, tzinfo=UTC)
_OTHER_QUESTIONS = frozenset({"how", "how_much", "how_long", "how_far", "why"})
_PROGRAMME_QUESTIONS = frozenset({"what", "when", "who", "where", "whether", "how_many"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A schedule question as understood. ``anchors``: what narrows it down (day, hours, hall, speaker, type, topic)."""

    ids: tuple[str, ...]
    anchors: frozenset[str]
    frame: frozenset[str] = frozenset()
    """Which framing words stand in it."""
    emptiness: Emptiness | None = None
    asking: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    """Types of the sessions that are meant."""
    many: bool = False
    """Whether a type is named in the plural, or all of it is asked for."""
    wanted: Wanted | None = field(default=None, compare=False)
    when: When | None = field(default=None, compare=False)
    loose: int = 0
    """Words of time that the reading leaves out: they make it less sure."""
    left_out: int = 0
    """Words of content that the reading leaves out: it may be offered, but is no answer."""


@dataclass(slots=True)
class Scheduler:
    """Reads schedule questions about one event."""

    event: Event
    ear: Ear
    calendar: Calendar = field(init=False)
    names: Names = field(init=False)
    topics: Topics = field(init=False)
    time_ear: TimeEar = field(init=False)

    def __post_init__(self) -> None:
        self.calendar = Calendar.of(self.event)
        self.names = Names.of(self.event, self.ear)
        self.topics = Topics.of(self.event, self.ear)
        self.time_ear = TimeEar(self.ear.vocabulary)

    def read(self, heard: Heard, now: datetime) -> Reading | None:
        """The reading; None when it is no schedule question or some word of it is not explained."""
        return None if is_deadline(heard) or is_call_to_prayer(heard) else self._read(heard, now)

    def _about(self, rest: list[Word], when: When, heard: Heard, title: tuple[frozenset[str], frozenset[int]]) -> About:
        """What the words that are left are about, with how many of them say nothing about it."""
        about = self._strictly(rest, when, heard, title)
        if about is None:
            about = self.topics.mostly(rest, when.relation, heard.asking())
            return replace(about, left_out=max(1, about.left_out))
        return about

    def _strictly(
        self, rest: list[Word], when: When, heard: Heard, title: tuple[frozenset[str], frozenset[int]]
    ) -> About | None:
        """What the words that are left are about; None when they are not explained, or contradict each other."""
        quoted, taken = title
        beside = bool(quoted) and _stands_by(when, taken)
        relation = None if beside else when.relation
        about = self.topics.read(rest, relation, heard.asking(), listed=sessions_asked(heard))
        if about is not None and beside:
            return replace(about, around=quoted)
        if about is None or (about.types and about.sessions and not about.types & about.sessions):
            return None
        if not quoted:
            return about
        return replace(about, sessions=quoted if about.sessions is None else about.sessions & quoted or quoted)

    def _read(self, heard: Heard, now: datetime) -> Reading | None:
        quoted, taken = self.topics.quoted(heard)
        halls, used = self.names.hall(heard.words, taken)
        people, named = self.names.people(heard.words, taken | used)
        # What certainly is a name or a title is no time: "room 3", a speaker called as a day is.
        certain = taken | used | (named if len(named) > 1 else frozenset())
        when = self._when(heard, certain, now)
        # What a quoted title asks is not asked.
        heard = replace(heard, words=tuple(word for word in heard.words if not within(word, taken)))
        words = tuple(word for word in heard.words if not within(word, when.used))
        if names_no_hall(heard.words, used, when.used) or phrases_win(words, when) is None:
            return None
        used |= named - when.used
        if named <= when.used:
            people = frozenset()
        asks = asking(heard)
        there = coming(heard, asks, when)
        rest = [
            word for word in words
            if word.first not in used | there and not framing(word) and not is_title_of(word, named)
        ]  # fmt: skip
        tracks, told = self._tracks(words, heard.asking())
        rest = [word for word in rest if word.first not in told]
        about = self._about(rest, when, heard, (quoted, taken))
        wanted = Wanted(
            when=when if about.around is None else replace(when, sequence=None), halls=halls, people=people,
            types=about.types, tracks=tracks, topics=about.sessions, quoted=bool(quoted) and about.around is None,
            around=about.around, frame=frozenset(frame_of(words)), asking=asks, nth=_nth(words, when, about),
        )  # fmt: skip
        anchors = wanted.anchors
        if not anchors or not self._is_asked(wanted, anchors):
            return None
        reading = self._selected(wanted, now)
        if reading is None or (about.left_out and not reading.ids):
            return None
        if wanted.nth is not None and when.nth:
            used |= {when.nth[1]}
        loose = sum(untold(word) for word in words if word.first not in used | told and not word.names("y"))
        return replace(reading, many=many(words) or when.all_days, loose=loose, left_out=about.left_out)

    def _selected(self, wanted: Wanted, now: datetime) -> Reading | None:
        """The reading of what is wanted; None where nothing is found and nothing was meant for sure."""
        ids, emptiness = select(self.event, self.calendar, wanted, now)
        anchors = wanted.anchors
        loose = "topic" in anchors and not (wanted.frame & LISTS or wanted.types)
        if emptiness and (loose or not anchors & _TIMES):
            return None
        types = frozenset(self.event.sessions[id_].type.value for id_ in ids)
        return Reading(ids, anchors, wanted.frame, emptiness, wanted.asking, types, wanted=wanted, when=wanted.when)

    def _tracks(self, words: tuple[Word, ...], asking: tuple[str, ...]) -> tuple[frozenset[str] | None, frozenset[int]]:
        """A track's name: of several words, or beside the word "track", "session" or "about".

        When or where one session is, is asked of the one with that word in its title, if there is such a one.
        """
        ids, used = self._track_named(words)
        one = any(word.has("c:session") and not plural(word.text) for word in words)
        if one and set(asking) & {"when", "where"} and self.topics.entitled(words, used):
            return None, frozenset()
        told = len(used) > 1 or any(word.has("c:theme", "c:session", "c:subject") for word in words)
        return (ids, used) if ids and told else (None, frozenset())

    def _track_named(self, words: tuple[Word, ...]) -> tuple[frozenset[str], frozenset[int]]:
        """The track of this name; or the one in whose name alone a word stands, where many sessions are asked for.

        Titles with that word must be of this track: else they are meant, and not the track.
        """
        ids, used = self.names.track(words, frozenset())
        if ids:
            return ids, used
        for tracks, run in self.names.track_pieces.runs(words, frozenset()):
            sessions = self.topics.holding(run)
            of = {self.event.sessions[id_].track for id_ in sessions}
            if len(tracks) == 1 and of <= tracks and _lists_many(words):
                return tracks, frozenset(place for word in run for place in word.positions)
        return frozenset(), frozenset()

    def _when(self, heard: Heard, taken: frozenset[int], now: datetime) -> When:
        when = read_when(self._time_words(heard, taken), self.calendar, now)
        # Whether something is still on is not what is still to come.
        return replace(when, sequence=None) if any(word.has("c:fate") for word in heard.words) else when

    def _time_words(self, heard: Heard, taken: frozenset[int]) -> list[TimeWord]:
        words = self.time_ear.hear(heard.tokens, arabizi=heard.arabizi)
        return [TimeWord(frozenset(), word.first, word.length) if word.first in taken else word for word in words]

    def time_of(self, heard: Heard) -> When:
        """What a text says about time, whatever else it says."""
        return read_when(self.time_ear.hear(heard.tokens, arabizi=heard.arabizi), self.calendar, _ANY_MOMENT)

    def time_positions(self, heard: Heard) -> frozenset[int]:
        """The tokens that speak of time."""
        return self.time_of(heard).used

    def named_positions(self, heard: Heard, kind: str) -> frozenset[int]:
        """The tokens that name a hall (``kind`` "hall") or somebody ("speaker")."""
        found = self.names.hall if kind == "hall" else self.names.people
        return found(heard.words, frozenset())[1]

    def names_something(self, word: Word, heard: Heard) -> bool:
        """Whether a word is part of the name of a hall or of a speaker, or of a time."""
        return any(
            word.first in used
            for used in (
                self.named_positions(heard, "hall"),
                self.named_positions(heard, "speaker"),
                self.time_positions(heard),
            )
        )

    @staticmethod
    def _is_asked_about(wanted: Wanted, anchors: frozenset[str]) -> bool:
        """Whether "is there" and a type or a topic ask for sessions."""
        return bool(anchors & {"track", "type"} or wanted.frame & (LISTS | {"c:subject", "c:speaking", "c:fate"}))

    def _is_asked(self, wanted: Wanted, anchors: frozenset[str]) -> bool:
        """Whether the programme is asked at all, and not something about the things in it."""
        asks = set(wanted.asking)
        # Whether the programme is final is not which session is.
        final = anchors == {"sequence"} and "c:programme" in wanted.frame and asks == {"whether"}
        other = asks & _OTHER_QUESTIONS and not asks & {"where", "when", "who"} and not _is_length(asks, wanted)
        if final or other or ("c:fate" in wanted.frame and not wanted.specific):
            return False
        listed = bool(wanted.frame & (LISTS | {"c:take_place", "c:speaking", "c:chairing"}))
        if anchors <= {"hall"}:
            return bool(wanted.frame & (LISTS | {"t:whole"})) or bool(asks & {"what", "when", "who"})
        if anchors <= {"day", "hours", "part", "sequence"}:
            return (
                bool(asks & _PROGRAMME_QUESTIONS) or listed or bool(wanted.frame & {"c:start", "c:end"}) or wanted.bare
            )
        if anchors <= {"type", "topic", "track"} and "whether" in asks and not asks & {"where", "when", "who", "what"}:
            return self._is_asked_about(wanted, anchors)
        if anchors == {"topic"}:
            return bool(asks & {"where", "when", "who"}) or listed
        return True


def _is_length(asks: set[str], wanted: Wanted) -> bool:
    """Whether it is asked how long certain sessions are: their card says from when to when."""
    return asks & _OTHER_QUESTIONS == {"how_long"} and wanted.specific


def _stands_by(when: When, title: frozenset[int]) -> bool:
    """Whether a quoted title is what something else comes before, after or at the same time."""
    if when.relation is None:
        return False
    kind, position = when.relation
    return kind == "with" or bool(title & {position, position + 1})


def _nth(words: tuple[Word, ...], when: When, about: About) -> int | None:
    """Which of the sessions of a type is asked for, where an ordinal stands beside the type's word."""
    if when.nth is None or about.types is None:
        return None
    number, position = when.nth
    beside = any(
        (word.names("y") or word.has("c:session")) and position in {word.first - 1, word.first + word.length}
        for word in words
    )
    return number if beside else None


def _lists_many(words: tuple[Word, ...]) -> bool:
    """Whether it is asked what there is of something, rather than for one session."""
    asked = {name for word in words for name in word.names("q")}
    if any(word.has("c:theme", "t:whole") or (word.has("c:session") and plural(word.text)) for word in words):
        return True
    one = any(word.has("c:session") or word.names("y") for word in words)
    return bool(asked & {"whether", "what"}) and not one and not asked & {"when", "where", "who"}
