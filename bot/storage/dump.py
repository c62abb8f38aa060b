"""PostgreSQL's own tools, run for whoever backs up: pg_dump and pg_restore, the password in the environment only."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.backup import STEPS_ASIDE, BackupRefused, Reason
from bot.storage.engine import connected, parsed
from bot.storage.errors import DatabaseInUse, translated
from bot.storage.lease import asked_for

PATIENCE = 15.0
DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
RESTORE = ("pg_restore", "--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner")


def dump(url: str, file: Path, *, force: bool = False) -> None:
    """Write the database at ``url`` into ``file``. Raises ``BackupRefused``."""
    if file.exists() and not force:
        raise BackupRefused(Reason.FILE_EXISTS)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.touch(0o600)
        _run(url, [*DUMP, f"--file={part}"])
        part.replace(file)
    except OSError as error:
        raise BackupRefused(Reason.SYSTEM, error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def load(url: str, file: Path, *, force: bool = False, waits: Callable[[], None] = lambda: None) -> None:
    """Put what ``file`` holds in place of the database at ``url``.

    ``waits`` is called when a running bot is waited for. Raises ``BackupRefused`` and ``DatabaseFault``; then nothing
    has changed.
    """
    if not file.is_file():
        raise BackupRefused(Reason.NO_FILE)
    asyncio.run(_load(url, file, force=force, waits=waits))


def command(url: str, words: list[str]) -> list[str]:
    """The command line, without the password; also to be shown where the tool is not installed."""
    address = parsed(url).set(drivername="postgresql", query={})._replace(password=None)
    return [*words, f"--dbname={address.render_as_string()}"]


async def _load(url: str, file: Path, *, force: bool, waits: Callable[[], None] = lambda: None) -> None:
    if not force and await _filled(url):
        raise BackupRefused(Reason.NOT_EMPTY)
    try:
        lease = await asked_for(url, wait=STEPS_ASIDE, waits=waits)
    except DatabaseInUse as fault:
        raise BackupRefused(Reason.IN_USE) from fault
    try:
        await asyncio.to_thread(_run, url, [*RESTORE, str(file)])
    finally:
        await lease.release()


async def _filled(url: str) -> bool:
    engine = connected(parsed(url), patience=PATIENCE)
    try:
        async with engine.connect() as connection:
            return await _has_tables(connection)
    except SQLAlchemyError as error:
        raise translated(error, "The database") or error from error
    finally:
        await engine.dispose()


async def _has_tables(connection: AsyncConnection) -> bool:
    return await connection.run_sync(lambda own: bool(inspect(own).get_table_names()))


def _run(url: str, words: list[str]) -> None:
    tool = shutil.which(words[0]) or _newest(words[0])
    line = command(url, words)
    if tool is None:
        raise BackupRefused(Reason.NO_TOOL, " ".join(line))
    password = parsed(url).password
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run([tool, *line[1:]], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BackupRefused(Reason.TOOL_FAILED, (done.stderr.strip().splitlines() or ["?"])[-1])


def _newest(tool: str) -> str | None:
    """Debian keeps each version's tools in a folder of its own."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda path: float(path.parts[-3]))
    return str(found[-1]) if found else None
