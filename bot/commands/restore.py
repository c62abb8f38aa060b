"""`daleel restore FILE`: put a backup in the place of the database; a running bot steps aside and goes on with it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.commands import options
from bot.commands.copies import attempted
from bot.settings import Settings
from bot.storage import backup, dump
from bot.texts import Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `daleel restore`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `daleel backup` wrote")
    parser.add_argument("--force", action="store_true", help="put it in the place of a database that is there already")
    options.add_language(parser)


def main(arguments: argparse.Namespace) -> int:
    """Put the backup in place; whatever prevents it is one clear line and an exit code."""
    file: Path = arguments.file

    def work(settings: Settings, texts: Texts) -> str:
        def waits() -> None:
            said = texts.say("The running bot is asked to step aside for a moment.")
            print(texts.plain(said), file=sys.stderr, flush=True)

        kept: Path | None = None
        if backup.is_sqlite(settings.database_url):
            kept = backup.restore(settings.database_url, file, force=arguments.force, waits=waits)
        else:
            dump.load(settings.database_url, file, force=arguments.force, waits=waits)
        said = texts.plain(texts.say("“{file}” is restored.", file=str(file)))
        if kept is not None:
            was = texts.say("What was there before is kept in “{file}”.", file=str(kept))
            said = f"{said} {texts.plain(was)}"
        return said

    return attempted(options.texts_of(arguments), file, work)
