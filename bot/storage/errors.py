"""The ways in which a database fails us, in words for whoever runs the bot."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError


class DatabaseFault(Exception):  # noqa: N818  faults is what this house calls them
    """The database cannot be used now. ``str()`` is one line: what is wrong and what to do."""


class DatabaseLocked(DatabaseFault):
    """Another process holds the database longer than we are willing to wait."""


class DatabaseInUse(DatabaseFault):
    """Another instance of this program serves it."""


class DatabaseReadOnly(DatabaseFault):
    """The database may be read but not written."""


class DatabaseFull(DatabaseFault):
    """No room left on its disk."""


class DatabaseBroken(DatabaseFault):
    """The file is damaged, or is no database at all."""


class DatabaseUnreachable(DatabaseFault):
    """The file cannot be opened, or the server does not let us in."""


class DatabaseNewer(DatabaseFault):
    """It was written by a newer version of this program."""


class DatabaseOlder(DatabaseFault):
    """It was written by an older version of this program, and we were only to read it."""


_LOCKED = "{where} is held by another process. Is a second bot or a backup running on it? Stop that one and try again."
_READ_ONLY = "{where} cannot be written: give this user the right to write the file and its folder."
_FULL = "The disk of {where} is full, or a size limit is reached: make room; nothing that was stored is lost."
_BROKEN = "{where} is damaged or is not a database ({detail}): restore a backup, or move the file away to start anew."
_UNREACHABLE = "{where} cannot be opened ({detail}): check DALEEL_DATABASE_URL, and that the folder or server exists."

_BY_SQLITE_NAME: tuple[tuple[str, type[DatabaseFault], str], ...] = (
    ("SQLITE_BUSY", DatabaseLocked, _LOCKED),
    ("SQLITE_LOCKED", DatabaseLocked, _LOCKED),
    ("SQLITE_READONLY", DatabaseReadOnly, _READ_ONLY),
    ("SQLITE_PERM", DatabaseReadOnly, _READ_ONLY),
    ("SQLITE_FULL", DatabaseFull, _FULL),
    ("SQLITE_IOERR", DatabaseFull, _FULL),
    ("SQLITE_CORRUPT", DatabaseBroken, _BROKEN),
    ("SQLITE_NOTADB", DatabaseBroken, _BROKEN),
    ("SQLITE_CANTOPEN", DatabaseUnreachable, _UNREACHABLE),
)
"""Prefixes of https://sqlite.org/rescode.html; a write beyond a size limit is an I/O error there."""

_BY_SQLSTATE: tuple[tuple[str, type[DatabaseFault], str], ...] = (
    ("55P03", DatabaseLocked, _LOCKED),
    ("40P01", DatabaseLocked, _LOCKED),
    ("57014", DatabaseLocked, _LOCKED),
    ("25006", DatabaseReadOnly, _READ_ONLY),
    ("42501", DatabaseReadOnly, _READ_ONLY),
    ("53100", DatabaseFull, _FULL),
    ("XX001", DatabaseBroken, _BROKEN),
    ("08", DatabaseUnreachable, _UNREACHABLE),
    ("28", DatabaseUnreachable, _UNREACHABLE),
    ("3D", DatabaseUnreachable, _UNREACHABLE),
    ("55000", DatabaseUnreachable, _UNREACHABLE),
    ("53300", DatabaseUnreachable, _UNREACHABLE),
    ("57P", DatabaseUnreachable, _UNREACHABLE),
)
"""Prefixes of https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def translated(error: BaseException, where: str) -> DatabaseFault | None:
    """The fault that a driver's ``error`` means at ``where``, or None when it is a bug of ours."""
    cause: BaseException | None = error.orig if isinstance(error, DBAPIError) else error
    code, table = "", _BY_SQLSTATE
    if isinstance(cause, sqlite3.Error):
        code, table = getattr(cause, "sqlite_errorname", ""), _BY_SQLITE_NAME
    elif cause is not None:
        code = getattr(cause, "sqlstate", None) or getattr(cause.__cause__, "sqlstate", None) or ""
    for prefix, fault, words in table:
        if code.startswith(prefix):
            return fault(words.format(where=where, detail=_first_line(cause)))
    disconnected = isinstance(error, DBAPIError) and error.connection_invalidated
    if disconnected or isinstance(cause, OSError | TimeoutError):
        return DatabaseUnreachable(_UNREACHABLE.format(where=where, detail=_first_line(cause)))
    return None


def _first_line(error: BaseException | None) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
