"""What the programme is asked for: a question → the sessions that it means, when every word of it is explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from bot.answers.asked import asking, sessions_asked, untold
from bot.answers.dates import Calendar
from bot.answers.hearing import Ear, Heard, Word
from bot.answers.model import Emptiness
from bot.answers.names import Names
from bot.answers.selection import Wanted, select
from bot.answers.time_words import TimeEar, TimeWord
from bot.answers.topics import About, Topics
from bot.answers.when import When, read_when
from bot.event.model import Event, Session

FRAME = frozenset(
    {
        "c:session", "c:programme", "c:event", "c:start", "c:end", "c:take_place", "c:speaking", "c:chairing", "c:hall",
        "c:subject", "c:degree_title", "c:venue", "c:attend", "c:theme",
    }
)  # fmt: skip
"""Concepts that speak about a programme without narrowing it down."""
_LISTS = frozenset({"c:session", "c:programme"})
_TIMES = frozenset({"day", "hours", "part", "sequence", "around", "hall"})
"""Without one of these, nothing is said to be empty."""
_DUE = frozenset({"c:register", "c:abstract", "c:submit", "c:pay", "c:fee", "c:early", "c:ticket", "c:hotel", "c:visa"})
"""What has a last day of its own."""
_JOINED = frozenset("swو")
"""Letters that stand alone and are no hall's: what is left of "hall's", a spaced "and"."""
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
        return None if _is_deadline(heard) or _is_call_to_prayer(heard) else self._read(heard, now)

    def _about(
        self, rest: list[Word], relation: tuple[str, int] | None, heard: Heard, quoted: frozenset[str]
    ) -> About | None:
        """What the words that are left are about; None when they are not explained, or contradict each other."""
        about = self.topics.read(rest, relation, heard.asking(), listed=sessions_asked(heard))
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
        when = read_when(self._time_words(heard, certain), self.calendar, now)
        words = tuple(word for word in heard.words if not _within(word, when.used | taken))
        if _names_no_hall(heard.words, used, when.used) or _phrases_win(words, when) is None:
            return None
        used |= named - when.used
        if named <= when.used:
            people = frozenset()
        rest = [
            word for word in words if word.first not in used and not _framing(word) and not _is_title_of(word, named)
        ]
        tracks, told = self._tracks(words, heard.asking())
        rest = [word for word in rest if word.first not in told]
        about = self._about(rest, when.relation, heard, quoted)
        if about is None:
            return None
        wanted = Wanted(
            when=when if about.around is None else replace(when, sequence=None), halls=halls, people=people,
            types=about.types, tracks=tracks, topics=about.sessions, quoted=bool(quoted),
            around=about.around, frame=frozenset(_frame(words)), asking=asking(heard),
        )  # fmt: skip
        anchors = wanted.anchors
        if not anchors or not self._is_asked(wanted, anchors):
            return None
        ids, emptiness = select(self.event, self.calendar, wanted, now)
        loose = "topic" in anchors and not (wanted.frame & _LISTS or about.types)
        if emptiness and (loose or not anchors & _TIMES):
            return None
        types = frozenset(self.event.sessions[id_].type.value for id_ in ids)
        return Reading(
            ids, anchors, wanted.frame, emptiness, wanted.asking, types, _many(words) or when.all_days, wanted, when,
            loose=sum(untold(word) for word in words if word.first not in used | told and not word.names("y")),
        )  # fmt: skip

    def _tracks(self, words: tuple[Word, ...], asking: tuple[str, ...]) -> tuple[frozenset[str] | None, frozenset[int]]:
        """A track's name: of several words, or beside the word "track", "session" or "about".

        When or where one session is, is asked of the one with that word in its title, if there is such a one.
        """
        ids, used = self.names.track(words, frozenset())
        one = any(word.has("c:session") and not plural(word.text) for word in words)
        if one and set(asking) & {"when", "where"} and self.topics.entitled(words, used):
            return None, frozenset()
        told = len(used) > 1 or any(word.has("c:theme", "c:session", "c:subject") for word in words)
        return (ids, used) if ids and told else (None, frozenset())

    def _time_words(self, heard: Heard, taken: frozenset[int]) -> list[TimeWord]:
        words = self.time_ear.hear(heard.tokens, arabizi=heard.arabizi)
        return [
            TimeWord(frozenset(), word.first, word.length) if taken.intersection(word.positions) else word
            for word in words
        ]

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
        return bool(anchors & {"track", "type"} or wanted.frame & (_LISTS | {"c:subject", "c:speaking"}))

    def _is_asked(self, wanted: Wanted, anchors: frozenset[str]) -> bool:
        """Whether the programme is asked at all, and not something about the things in it."""
        asks = set(wanted.asking)
        # Whether the programme is final is not which session is.
        final = anchors == {"sequence"} and "c:programme" in wanted.frame and asks == {"whether"}
        if final or (asks & _OTHER_QUESTIONS and not asks & {"where", "when", "who"}):
            return False
        listed = bool(wanted.frame & (_LISTS | {"c:take_place", "c:speaking", "c:chairing"}))
        if anchors <= {"hall"}:
            return bool(wanted.frame & _LISTS) or bool(asks & {"what", "when", "who"})
        if anchors <= {"day", "hours", "part", "sequence"}:
            return (
                bool(asks & _PROGRAMME_QUESTIONS) or listed or bool(wanted.frame & {"c:start", "c:end"}) or wanted.bare
            )
        if anchors <= {"type", "topic", "track"} and "whether" in asks and not asks & {"where", "when", "who", "what"}:
            return self._is_asked_about(wanted, anchors)
        if anchors == {"topic"}:
            return bool(asks & {"where", "when", "who"}) or listed
        return True


def _is_deadline(heard: Heard) -> bool:
    """Whether the last day of a service is asked for, and not the last of the sessions."""
    due = any(word.has(*_DUE) and not word.has("c:session") for word in heard.words)
    ending = any(word.has("c:deadline", "c:end", "t:last") for word in heard.words)
    return due and ending and not any(word.has("c:session", "c:programme", "c:hall") for word in heard.words)


def _is_call_to_prayer(heard: Heard) -> bool:
    return any(word.has("c:prayer_times") and not word.names("y") for word in heard.words)


def _is_title_of(word: Word, named: frozenset[int]) -> bool:
    """Whether a word is what somebody is: الطالب before a name."""
    return word.has("c:student", "c:doctor", "c:author") and word.first + word.length in named


def _within(word: Word, used: frozenset[int]) -> bool:
    return all(position in used for position in range(word.first, word.first + word.length))


def _phrases_win(words: Iterable[Word], when: When) -> tuple[Word, ...] | None:
    """None when a phrase of another meaning holds a word of time ("last day to register")."""
    for word in words:
        if (
            word.how == "phrase"
            and any(position in when.used for position in range(word.first, word.first + word.length))
            and not _framing(word)
            and not word.names("y")
            and not word.names("q")
        ):
            return None
    return tuple(words)


def _framing(word: Word) -> bool:
    kinds = {unit[0] for unit in word.units}
    if any(unit in FRAME for unit in word.units):
        return not kinds & {"y"} or "c:event" in word.units
    return bool(kinds & set("qgts")) and not kinds & set("yocp")


def _names_no_hall(words: Iterable[Word], named: frozenset[int], timed: frozenset[int]) -> bool:
    """Whether a letter is said that no hall has: "hall B" is not the hall that the word alone would mean."""
    ends = {word.first + word.length for word in words if word.has("c:hall")}
    return any(
        word.first in ends - named - timed and len(word.text) == 1 and word.text.isalpha() and word.text not in _JOINED
        for word in words
    )


def _many(words: Iterable[Word]) -> bool:
    return any(word.names("y") and plural(word.text) for word in words) or any(word.has("t:whole") for word in words)


def plural(text: str) -> bool:
    """Whether a word for a type of session names many of them."""
    if any(part.endswith(("s", "ia", "ات", "ين", "at")) for part in text.split()):
        return True
    return text.startswith(("عروض", "العروض", "ورش عمل", "ورش العمل", "بحوث", "البحوث")) or text.removeprefix("ال") in {
        "ورش",
        "ندوات",
        "بحوث",
        "warsh",
        "wirash",
        "werash",
    }


def _frame(words: Iterable[Word]) -> Iterable[str]:
    for word in words:
        yield from (unit for unit in word.units if unit in FRAME)


def sessions_of(event: Event, ids: Iterable[str]) -> tuple[Session, ...]:
    """The sessions with these ids, in the order of the programme."""
    wanted = set(ids)
    return tuple(session for id_, session in event.sessions.items() if id_ in wanted)


def day_list(days: Iterable[date]) -> str:
    """Days as text, for explanations."""
    return ", ".join(day.isoformat() for day in sorted(days))
