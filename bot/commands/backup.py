"""`daleel backup FILE`: a copy of the whole database in one file, while the bot goes on."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands import options
from bot.commands.copies import attempted, size
from bot.settings import Settings
from bot.storage import backup, dump
from bot.texts import Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `daleel backup`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")
    options.add_language(parser)


def main(arguments: argparse.Namespace) -> int:
    """Write the copy; whatever prevents it is one clear line and an exit code."""
    file: Path = arguments.file

    def work(settings: Settings, texts: Texts) -> str:
        write = backup.back_up if backup.is_sqlite(settings.database_url) else dump.dump
        write(settings.database_url, file, force=arguments.force)
        return texts.plain(texts.say("The backup is in “{file}” ({size}).", file=str(file), size=size(file)))

    return attempted(options.texts_of(arguments), file, work)
