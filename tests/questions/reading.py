"""Question files: variety|flags|question|expected|when, one question a line, resolved against an event.

Flags, by blanks: ``struct`` (a computed set of sessions is expected), ``typo``, ``two`` (two things: "a + b/c"), and
``ar`` or ``en`` where the answer's language is not that of the variety. In "first >> second", a follow-up, the second
is judged. ``expected``: ids of which any is right, by commas, among them @filters (wanted.py); ``DAY2``; ``none`` (off
topic), ``social`` or ``social:thanks``. ``when``: day of the event and time; else day 1 at 08:30.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from bot.event.model import Event
from tests.questions.wanted import Wanted, computed, wanted

HERE = Path(__file__).resolve().parent
EXAM = HERE.parent / "exam"
LATER = {("questions-1.tsv", 58): "@now&hall=zahraa|1 11:20", ("questions-2.tsv", 134): "@now|1 11:20"}
"""Public rows about "now" that accept what is on late in the morning, though they are said to be asked at 08:30."""
PUBLIC = HERE.parents[2] / "shared" / "questions"


class Kind(StrEnum):
    """What sort of question it is."""

    FACT = "fact"
    SCHEDULE = "schedule"
    OFF_TOPIC = "off topic"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``facts``: ids of which any is right; ``sessions``: sets of which one must be given exactly."""

    text: str
    variety: str
    kind: Kind
    at: datetime
    language: str
    facts: frozenset[str] = frozenset()
    sessions: tuple[Wanted, ...] = ()
    both: tuple[frozenset[str], ...] = ()
    social: str = ""
    before: str = ""
    typo: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the event knows it."""
        return self.kind in {Kind.FACT, Kind.SCHEDULE}

    @property
    def alone(self) -> bool:
        """Whether it is one question that stands alone; the others are measured apart."""
        return not self.before and not self.both


def questions(path: Path, event: Event) -> list[Asked]:
    """All questions of a file. Raises ValueError where a line names an id that the event does not have."""
    return list(_lines(path, event))


def _lines(path: Path, event: Event) -> Iterator[Asked]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            later = LATER.get((path.name, number))
            yield asked(f"{line.rpartition('|')[0]}|{later}" if later else line, event)
        except ValueError as fault:
            raise ValueError(f"{path.name}, line {number}: {fault}") from fault


def asked(line: str, event: Event) -> Asked:
    """The question of one line. Raises ValueError."""
    variety, flags, text, expected, *rest = (part.strip() for part in line.split("|"))
    marks = set(flags.split())
    at = moment(event, rest[0] if rest else "1 08:30")
    before, _, question = text.rpartition(" >> ")
    spoken = (marks & {"ar", "en"} or {"en" if variety == "en" else "ar"}).pop()
    if expected == "none" and "struct" in marks:
        expected = "@empty"
    if expected == "none" or expected.startswith("social"):
        kind = Kind.OFF_TOPIC if expected == "none" else Kind.SOCIAL
        return Asked(question, variety, kind, at, spoken, social=expected.partition(":")[2], typo="typo" in marks)
    kind = Kind.SCHEDULE if "struct" in marks else Kind.FACT
    if "two" in marks:
        both = tuple(frozenset(part.strip().split("/")) for part in expected.split("+"))
        _known(event, frozenset().union(*both))
        return Asked(question, variety, kind, at, spoken, both=both, before=before, typo="typo" in marks)
    ids, sets = _expected(event, expected, at, together=kind is Kind.SCHEDULE)
    return Asked(question, variety, kind, at, spoken, ids, sets, before=before, typo="typo" in marks)


def _expected(
    event: Event, expected: str, at: datetime, *, together: bool
) -> tuple[frozenset[str], tuple[Wanted, ...]]:
    parts = [part.strip() for part in expected.split(",")]
    sets = [each for part in parts if part.startswith("@") for each in computed(event, part, at)]
    sets += [each for part in parts if part.startswith("DAY") for each in computed(event, f"@day={part[3:]}", at)]
    ids = frozenset(part for part in parts if not part.startswith(("@", "DAY")))
    _known(event, ids)
    if together and ids and not sets:
        return frozenset(), (wanted((event.sessions[each] for each in ids), service=True),)
    return ids, tuple(sets)


def _known(event: Event, ids: frozenset[str]) -> None:
    unknown = ids - {*event.facts, *event.sessions, *event.halls, *event.places, *event.speakers}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")


def moment(event: Event, when: str) -> datetime:
    """``2 10:15``: the second day at 10:15; ``0`` is the day before the first."""
    day, _, clock = when.partition(" ")
    return datetime.combine(event.days[0].date + timedelta(days=int(day) - 1), time.fromisoformat(clock), event.zone)
