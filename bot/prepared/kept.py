"""Where what was prepared is kept, and under which name: another event, lexicon, version or Python is another name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bot.event.lexicon import BUILT_IN

_MOST = 8 * 1024 * 1024
"""Bytes of a file that are looked at; larger ones are no event's, and told by their size and age."""
_SUFFIX = ".prepared"
_PACKAGE = Path(__file__).resolve().parents[1]
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
KEPT = 4
"""How many are kept, the newest."""


def key(folder: Path) -> str:
    """The name of what is made of these files by this program. Raises OSError where one cannot be read."""
    made = hashlib.sha256(f"{sys.version} {folder.resolve()}".encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        status = path.stat()
        made.update(f"{path.relative_to(_PACKAGE)} {status.st_size} {status.st_mtime_ns}\n".encode())
    for path in _read(folder):
        status = path.stat()
        made.update(f"{path} {status.st_size}\n".encode())
        if stat.S_ISREG(status.st_mode) and status.st_size <= _MOST:
            made.update(path.read_bytes())
        else:
            made.update(str(status.st_mtime_ns).encode())
    return made.hexdigest()


def _read(folder: Path) -> Iterator[Path]:
    for lexicon in (BUILT_IN, folder / "lexicon"):
        yield from sorted(lexicon.glob("*.yaml"))
    yield from sorted([*folder.glob("*.y*ml"), *folder.glob("facts/*.y*ml")])


def path(cache: Path, name: str) -> Path:
    """Where it is kept."""
    return cache / "prepared" / f"{name}{_SUFFIX}"


def opened(path: Path) -> IO[bytes] | None:
    """What was kept there, if nobody but this user can have written it."""
    try:
        if not _ours(path.parent.stat()):
            return None
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    if not _ours(os.fstat(handle)):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb")


def keep(path: Path, content: bytes) -> None:
    """Keep this, whole or not at all; a folder that cannot be written to is no fault."""
    aside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(path.parent.stat()):
            return
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        aside.replace(path)
        kept = sorted(path.parent.glob(f"*{_SUFFIX}"), key=lambda each: each.stat().st_mtime_ns)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        forget(aside)


def forget(path: Path) -> None:
    """Remove what is damaged."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _ours(status: os.stat_result) -> bool:
    if sys.platform == "win32":  # a user's own folders are only theirs there
        return True
    return status.st_uid == os.getuid() and not status.st_mode & _OTHERS_WRITE
