"""`daleel new DIR`: an empty event from a commented template, ready to be checked and rehearsed."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from shlex import quote

from bot.clock import SystemClock
from bot.commands import options
from bot.event.model import ID_PATTERN
from bot.installation import ROOT
from bot.texts import Texts

TEMPLATE = files("bot.event") / "template"
AHEAD = timedelta(days=60)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `daleel new`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder for the event")
    options.add_language(parser)


def main(arguments: argparse.Namespace) -> int:
    """Write the template and say what comes next; 1 (and nothing touched) if the folder is not new."""
    texts, folder = options.texts_of(arguments), arguments.folder
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            said = texts.say("“{folder}” is there already and is not empty. Name a new folder.", folder=str(folder))
            print(texts.plain(said), file=sys.stderr)
            return 1
        write_template(folder)
    except OSError as error:
        said = texts.say("“{folder}” cannot be written ({reason}).", folder=str(folder), reason=error.strerror or "?")
        print(texts.plain(said), file=sys.stderr)
        return 1
    print(next_steps(folder, texts))
    return 0


def write_template(folder: Path) -> None:
    """Copy the template; its id is the folder's name if that can be an id, its first day is some weeks ahead."""
    first = (SystemClock().now() + AHEAD).date()
    filled = {"2026-10-10": str(first), "2026-10-11": str(first + timedelta(days=1))}
    name = folder.absolute().name.lower()
    if re.fullmatch(ID_PATTERN, name):
        filled["id: my-event "] = f"id: {name} "
    _copy(TEMPLATE, folder, filled)


def _copy(source: Traversable, target: Path, filled: dict[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for part in source.iterdir():
        if part.is_dir():
            _copy(part, target / part.name, filled)
        elif part.name.endswith(".yaml"):
            text = part.read_text("utf-8")
            for old, new in filled.items():
                text = text.replace(old, new)
            with (target / part.name).open("x", encoding="utf-8") as file:
                file.write(text)


def next_steps(folder: Path, texts: Texts) -> str:
    """What to do with the new event; commands stand alone in their lines, so that they can be copied."""
    daleel = "uv run daleel" if (ROOT / "pyproject.toml").is_file() else "daleel"
    opened = texts.say(
        "1. Open {file} in a text editor and write your own over it; then the other files.", file=folder / "event.yaml"
    )
    lines = (
        texts.plain(texts.say("“{folder}” holds a new event. What comes next:", folder=str(folder))),
        texts.plain(opened),
        texts.plain(texts.say("2. Look for mistakes:")),
        f"   {daleel} check --event {quote(str(folder))}",
        texts.plain(texts.say("3. Try it in your browser:")),
        f"   {daleel} rehearse --event {quote(str(folder))}",
        texts.plain(texts.say("4. Serve Telegram:")),
        f"   {daleel} run --event {quote(str(folder))}",
    )
    return "\n".join(lines)
