"""A copy of a whole database in one file, and back again; both while the bot runs.

SQLite: its online backup, one consistent view while others write (https://sqlite.org/backup.html). To restore, a
running bot is asked for its database: it stops, waits, and goes on with what was restored (bot/storage/lease.py).
PostgreSQL: the server's own pg_dump and pg_restore, in one transaction; a running bot steps aside there too.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from enum import Enum, auto
from pathlib import Path
from urllib.parse import quote

from bot.storage.engine import parsed
from bot.storage.lease import locked, sqlite_path, wanted_path
from bot.storage.migrate import revisions

PATIENCE = 15.0
"""Seconds that a locked database is waited for."""
STEPS_ASIDE = 40.0
"""Seconds that a running bot may take to finish its answers and let go."""
LOOKS = 0.05


class Reason(Enum):
    """Why nothing was done."""

    NO_DATABASE = auto()
    NO_FILE = auto()
    FILE_EXISTS = auto()
    SAME_FILE = auto()
    NOT_OURS = auto()
    DAMAGED = auto()
    NEWER = auto()
    NOT_EMPTY = auto()
    IN_USE = auto()
    SYSTEM = auto()
    NO_TOOL = auto()
    TOOL_FAILED = auto()


class BackupRefused(Exception):  # noqa: N818
    """Nothing was changed; ``detail`` is the system's or a tool's own word for it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.detail = detail


def is_sqlite(url: str) -> bool:
    """Whether the database is a SQLite file."""
    return parsed(url).get_backend_name() == "sqlite"


def back_up(url: str, file: Path, *, force: bool = False) -> None:
    """Copy the SQLite database at ``url`` into ``file``. Raises ``BackupRefused``."""
    path = sqlite_path(url)
    if not path.exists():
        raise BackupRefused(Reason.NO_DATABASE)
    if file.exists():
        if file.samefile(path):
            raise BackupRefused(Reason.SAME_FILE)
        if not force:
            raise BackupRefused(Reason.FILE_EXISTS)
    with _plain_words():
        _copy(path, file)


def restore(url: str, file: Path, *, force: bool = False, waits: Callable[[], None] = lambda: None) -> Path | None:
    """Put what ``file`` holds in place of the SQLite database at ``url``; gives where the one before is kept.

    ``waits`` is called when a running bot is waited for. Raises ``BackupRefused``; then nothing has changed.
    """
    path = sqlite_path(url)
    if not file.is_file():
        raise BackupRefused(Reason.NO_FILE)
    if path.exists() and file.samefile(path):
        raise BackupRefused(Reason.SAME_FILE)
    with _plain_words():
        _check(file)
        filled = path.exists() and path.stat().st_size > 0
        if filled and not force:
            raise BackupRefused(Reason.NOT_EMPTY)
        with _ours_alone(path, waits):
            kept = path.with_name(f"{path.name}.before-restore") if filled else None
            if kept is not None:
                _copy(path, kept)
            with closing(_opened(file)) as source, closing(sqlite3.connect(path, timeout=PATIENCE)) as target:
                source.backup(target)  # one transaction: a kill in the middle leaves what was there
    return kept


def _copy(path: Path, file: Path) -> None:
    """Write aside, check, and put in place at once: there is never half a backup under its name."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.touch(0o600)  # it holds what people wrote
        with closing(_opened(path)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # so that it is one file
        _check(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=PATIENCE)


def _check(file: Path) -> None:
    """Whether it is a whole database of ours, of no newer version."""
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
            versions = {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
        except sqlite3.OperationalError as error:
            raise BackupRefused(Reason.NOT_OURS, str(error)) from error
        except sqlite3.DatabaseError as error:
            raise BackupRefused(Reason.DAMAGED, str(error)) from error
    if found != "ok":
        raise BackupRefused(Reason.DAMAGED, found)
    if unknown := versions - set(revisions()):
        raise BackupRefused(Reason.NEWER, ", ".join(sorted(unknown)))


@contextmanager
def _ours_alone(path: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Ask whoever works on this database for it, and have it until the end."""
    asking, end, told = wanted_path(path), time.monotonic() + STEPS_ASIDE, False
    asked = working = None
    try:
        while working is None:
            asked = asked or locked(asking)
            working = locked(path.with_name(f"{path.name}.lock")) if asked else None
            if working is None:
                if time.monotonic() > end:
                    raise BackupRefused(Reason.IN_USE)
                if not told:
                    waits()
                    told = True
                time.sleep(LOOKS)
        yield
    finally:
        if asked is not None:
            asking.unlink(missing_ok=True)
            asked.close()
        if working is not None:
            working.close()


@contextmanager
def _plain_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupRefused(Reason.SYSTEM, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise BackupRefused(Reason.SYSTEM, str(error)) from error
