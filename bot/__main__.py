"""The `daleel` command: run · rehearse · ask · check · new."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

COMMANDS = {
    "rehearse": "try the whole bot in your browser, without Telegram",
    "run": "serve Telegram",
    "ask": "ask one question and print the answer",
    "check": "check the event's data and the settings",
    "new": "start an empty event in a new folder",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and give its exit code; only that subcommand's module is imported."""
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
    code: int = parsed.main(parsed)
    return code


if __name__ == "__main__":
    sys.exit(main())
