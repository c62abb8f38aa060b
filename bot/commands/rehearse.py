"""`daleel rehearse`: the real bot on a simulated Telegram and a simulated clock, in the browser or as text."""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from bot.commands import options
from bot.prepared import Prepared

OK, BUSY, MISCONFIGURED = 0, 69, 78
_MOST_PEOPLE = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of `daleel rehearse`."""
    options.add_event(parser)
    options.add_language(parser)
    parser.add_argument("--at", type=_moment, metavar="TIME", help="when it begins (else the event's first morning)")
    parser.add_argument("--speed", type=_speed, default=1.0, help="how many times as fast as real time; 0: paused")
    parser.add_argument(
        "--database", type=Path, metavar="FILE", help="keep what happens in this file (else it is lost)"
    )
    parser.add_argument("--attendees", type=_people, default=0, metavar="N", help="add so many simulated attendees")
    parser.add_argument("--port", type=int, help="the page's port on 127.0.0.1 (else the first free one)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--text", action="store_true", help="no page: chat over stdin and stdout")
    parser.add_argument(
        "--as", dest="role", choices=("attendee", "organizer"), default="attendee", help="who you are, with --text"
    )


def main(arguments: argparse.Namespace) -> int:
    """Rehearse until Ctrl-C, which may come at any moment, or until stdin ends."""
    try:
        return _rehearse(arguments)
    except KeyboardInterrupt:
        return OK


def _rehearse(arguments: argparse.Namespace) -> int:
    gc.disable()  # what the start makes stays: looking for garbage in it would take a sixth of the time
    folder = options.event_folder(arguments)
    prepared = Prepared.begin(folder, options.settings().cache)
    try:
        return _with(prepared, arguments)
    finally:
        prepared.close()


def _with(prepared: Prepared, arguments: argparse.Namespace) -> int:
    # Imported here: the libraries take a while, in which the event gets ready.
    from bot.commands.rehearsal import Plan, rehearse  # noqa: PLC0415
    from bot.rehearsal.host import PortTaken, bind  # noqa: PLC0415
    from bot.rehearsal.pace import first_morning  # noqa: PLC0415

    folder, known = prepared.folder, prepared.read()
    event = known[0] if known else options.event_or_faults(folder, options.texts_of(arguments))
    if event is None:
        return MISCONFIGURED
    try:
        listener = None if arguments.text else bind(arguments.port)
    except PortTaken as fault:
        print(f"The port {arguments.port or ''} cannot be used ({fault}): name another with --port.", file=sys.stderr)
        return BUSY
    with tempfile.TemporaryDirectory(prefix="daleel-", ignore_cleanup_errors=True) as scratch:
        plan = Plan(
            folder=folder,
            zone=event.zone,
            language=arguments.language or options.system_language(),
            at=arguments.at or first_morning(event),
            speed=arguments.speed,
            database=arguments.database or Path(scratch) / "rehearsal.db",
            attendees=arguments.attendees,
            organizer=arguments.role == "organizer",
            listener=listener,
            browser=not arguments.no_browser,
            prepared=prepared,
        )
        del event, known
        return asyncio.run(rehearse(plan))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; try 2025-10-25T08:30") from None


def _people(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of people; try 500")
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text.rstrip("x×"))
    except ValueError:
        speed = -1.0
    if not 0 <= speed < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no speed; try 1, 10 or 60, or 0 to begin paused")
    return speed
