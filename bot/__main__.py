"""The `daleel` command: run · rehearse · ask · plan · check · new."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import cast

COMMANDS = {
    "rehearse": "try the whole bot in your browser, without Telegram",
    "run": "serve Telegram",
    "ask": "ask one question and print the answer",
    "plan": "show which reminders leave when, and for how many people",
    "check": "check the event's data and the settings",
    "new": "start an empty event in a new folder",
    "backup": "copy the database into a file, while the bot runs",
    "restore": "put a backup in the place of the database",
}

INTERRUPTED = 130
"""As shells count a Ctrl-C."""


UNUSED = ("rich", "pygments")
"""Loaded by structlog and httpx where developers' tools have installed them; used by nobody here."""


def command() -> int:
    """The `daleel` command as a process of its own, which loads nothing that it does not use."""
    for name in UNUSED:
        # None there means that there is no such module: https://docs.python.org/3/reference/import.html#the-module-cache
        sys.modules.setdefault(name, cast("ModuleType", None))
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and give its exit code; only that subcommand's module is imported."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="daleel", description="The bot that a conference's attendees rely on.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in words if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=summary, description=summary)
        if name == chosen:
            module = importlib.import_module(f"bot.commands.{name}")
            module.add_arguments(subparser)
            subparser.set_defaults(main=module.main)
    parsed = parser.parse_args(words)
    _print_anything()
    try:
        code: int = parsed.main(parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads our output has seen enough (`daleel check | head`); Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _print_anything() -> None:
    """A terminal that cannot write Arabic gets question marks, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(command())
