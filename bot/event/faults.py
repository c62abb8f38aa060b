"""What is wrong with an event's files: where, what, and what to do about it, in plain words of any language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Phrase:
    """A gettext message that is not yet spoken: its msgid and the values that go into it."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def shown(self) -> Mapping[str, object]:
        """The values as they go into one line: what people wrote in several lines or at length is shortened."""
        return {name: _in_line(value) if isinstance(value, str) else value for name, value in self.values.items()}

    def __str__(self) -> str:
        return self.msgid.format(**self.shown)


def _in_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else words[: LONGEST_SHOWN - 1] + "…"


def phrase(msgid: str, **values: object) -> Phrase:
    """Mark ``msgid`` as a message for the catalogs, to be spoken later in the language of whoever reads it."""
    return Phrase(msgid, values)


class Severity(StrEnum):
    """Whether an event can be used in spite of a fault."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, relative to the event's folder; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    spot: Spot
    what: Phrase
    advice: Phrase
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.spot}: {self.what} {self.advice}"


class EventFaults(Exception):  # noqa: N818 - it carries faults, and is named for them
    """The files do not make an event; carries every fault, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults if fault.severity is Severity.ERROR)


MOST_IN_A_FILE = 500
"""Faults noted of one file: more than anybody corrects before looking again, and a bound for hostile files."""


class Findings:
    """Collects faults while files are read."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._noted: Counter[tuple[str, Severity]] = Counter()

    def error(self, spot: Spot, what: Phrase, advice: Phrase) -> None:
        """Note something that keeps the event from being used."""
        self._note(Fault(spot, what, advice))

    def warning(self, spot: Spot, what: Phrase, advice: Phrase) -> None:
        """Note something that an organizer should look at."""
        self._note(Fault(spot, what, advice, Severity.WARNING))

    def count(self) -> int:
        """How many have been noted so far."""
        return len(self._faults)

    def enough(self, file: str) -> bool:
        """Whether no more errors are noted of a file: then it is no use to look for advice."""
        return self._noted[file, Severity.ERROR] >= MOST_IN_A_FILE

    def _note(self, fault: Fault) -> None:
        file, severity = fault.spot.file, fault.severity
        self._noted[file, severity] += 1
        if self._noted[file, severity] < MOST_IN_A_FILE:
            self._faults.append(fault)
        elif self._noted[file, severity] == MOST_IN_A_FILE:
            what = phrase("Not all faults of this file are told: there are too many.")
            self._faults.append(Fault(Spot(file), what, phrase("Correct the others first, then look again."), severity))

    def in_order(self, files: Iterable[str]) -> tuple[Fault, ...]:
        """Each fault once, from top to bottom, file by file: those of ``files`` first, then by their names."""
        unique = {(fault.spot, fault.severity, str(fault.what)): fault for fault in self._faults}
        rank = {name: number for number, name in enumerate(files)}

        def place(fault: Fault) -> tuple[int, str, int, int]:
            spot = fault.spot
            return rank.get(spot.file, len(rank)), spot.file, spot.line, spot.column

        return tuple(sorted(unique.values(), key=place))
