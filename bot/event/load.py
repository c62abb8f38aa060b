"""An event's folder → the Event, or every fault that keeps it from being one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.event.faults import EventFaults, Fault, Findings, Severity
from bot.event.model import Event


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a folder: the event (None if there is an error), and every fault, warnings included."""

    event: Event | None
    faults: tuple[Fault, ...]


def read(folder: Path) -> Reading:
    """Read a folder whole and tell all about it; never raises for anything that is in the folder."""
    # Imported here: they are large, and a start from what was prepared reads no files.
    from bot.event.assemble import assemble  # noqa: PLC0415
    from bot.event.folder import KINDS, read_folder  # noqa: PLC0415
    from bot.event.review import review  # noqa: PLC0415

    findings = Findings()
    assembled = assemble(read_folder(folder, findings), findings)
    if assembled.event is not None and assembled.basics.placed is not None:
        review(assembled.event, assembled.basics.placed, assembled.register, findings)
    faults = findings.in_order(KINDS)
    wrong = any(fault.severity is Severity.ERROR for fault in faults)
    return Reading(None if wrong else assembled.event, faults)


def load(folder: Path) -> Event:
    """The event of a folder; raises EventFaults, with every fault and warning, when there is an error."""
    reading = read(folder)
    if reading.event is None:
        raise EventFaults(reading.faults)
    return reading.event
