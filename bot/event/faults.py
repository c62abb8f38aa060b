"""What is wrong with an event's files: where, what, and what to do about it, in plain words of any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Phrase:
    """A gettext message that is not yet spoken: its msgid and the values that go into it."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.msgid.format(**self.values)


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
        return "\n".join(str(fault) for fault in self.faults)


class Findings:
    """Collects faults while files are read."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def error(self, spot: Spot, what: Phrase, advice: Phrase) -> None:
        """Note something that keeps the event from being used."""
        self._faults.append(Fault(spot, what, advice))

    def warning(self, spot: Spot, what: Phrase, advice: Phrase) -> None:
        """Note something that an organizer should look at."""
        self._faults.append(Fault(spot, what, advice, Severity.WARNING))

    def count(self) -> int:
        """How many have been noted so far."""
        return len(self._faults)

    def in_order(self, files: Iterable[str]) -> tuple[Fault, ...]:
        """Each fault once, from top to bottom, file by file: those of ``files`` first, then by their names."""
        unique = {(fault.spot, str(fault.what)): fault for fault in self._faults}
        rank = {name: number for number, name in enumerate(files)}

        def place(fault: Fault) -> tuple[int, str, int, int]:
            spot = fault.spot
            return rank.get(spot.file, len(rank)), spot.file, spot.line, spot.column

        return tuple(sorted(unique.values(), key=place))
