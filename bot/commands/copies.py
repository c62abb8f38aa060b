"""What backing up and restoring share: the settings, what prevents them in plain words, exit codes.

Exit codes: 0 done · 1 refused, nothing was changed · 69 the database cannot be reached, or a tool is missing · 74 the
system or a tool failed · 75 the database is in use · 78 the settings are wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings, SettingsFault, load
from bot.storage.backup import BackupRefused, Reason
from bot.storage.errors import DatabaseFault
from bot.texts import Texts

REFUSED, UNAVAILABLE, IO_ERROR, TRY_LATER, MISCONFIGURED = 1, 69, 74, 75, 78
CODES = {
    Reason.IN_USE: TRY_LATER,
    Reason.SYSTEM: IO_ERROR,
    Reason.TOOL_FAILED: IO_ERROR,
    Reason.NO_TOOL: UNAVAILABLE,
}
MEGABYTE = 1_000_000


def attempted(texts: Texts, file: Path, work: Callable[[Settings, Texts], str]) -> int:
    """Do it and print what it says; the exit code."""
    try:
        print(work(load(), texts))
    except SettingsFault as fault:
        print(fault, file=sys.stderr)
        return MISCONFIGURED
    except DatabaseFault as fault:
        print(fault, file=sys.stderr)
        return UNAVAILABLE
    except BackupRefused as refused:
        print(in_words(refused, file, texts), file=sys.stderr)
        return CODES.get(refused.reason, REFUSED)
    return 0


def size(file: Path) -> str:
    """How large a file is, in decimal megabytes as systems count them."""
    return f"{file.stat().st_size / MEGABYTE:.1f} MB"


def in_words(refused: BackupRefused, file: Path, texts: Texts) -> str:  # noqa: C901  one line for each reason
    """What prevented it, and what to do."""
    name, detail = str(file), refused.detail
    match refused.reason:
        case Reason.NO_DATABASE:
            said = texts.say("There is no database yet: `daleel run` makes it. Is DALEEL_DATABASE_URL right?")
        case Reason.NO_FILE:
            said = texts.say("There is no file “{file}”.", file=name)
        case Reason.FILE_EXISTS:
            said = texts.say("“{file}” is there already. Name another file, or add --force.", file=name)
        case Reason.SAME_FILE:
            said = texts.say("“{file}” is the database itself. Name another file.", file=name)
        case Reason.NOT_OURS:
            said = texts.say("“{file}” is not a backup of Daleel ({reason}).", file=name, reason=detail)
        case Reason.DAMAGED:
            said = texts.say("“{file}” is damaged or is no database ({reason}).", file=name, reason=detail)
        case Reason.NEWER:
            said = texts.say("“{file}” is of a newer Daleel ({version}): update first.", file=name, version=detail)
        case Reason.NOT_EMPTY:
            said = texts.say("There is a database already. Add --force to put “{file}” in its place.", file=name)
        case Reason.IN_USE:
            said = texts.say("A running bot holds the database. Stop it and try again.")
        case Reason.NO_TOOL:
            said = texts.say("PostgreSQL's tools are not installed here. Run where they are: {command}", command=detail)
        case Reason.SYSTEM | Reason.TOOL_FAILED:
            said = texts.say("“{file}”: that failed, and nothing was changed ({reason}).", file=name, reason=detail)
    return texts.plain(said)
