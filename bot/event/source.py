"""The bytes of one file → its text, or a fault that says in plain words why it cannot be read."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from bot.event.faults import Findings, Phrase, Spot, phrase

NEW = "daleel new FOLDER"
MAX_BYTES = 8 * 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What YAML 1.1 calls printable, less the surrogates; anything else is a stray control character.
_STRAY = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path, name: str, findings: Findings) -> str | None:
    """The text of a file without its byte order mark; None after noting why there is none."""
    content = _read_bytes(path, name, findings)
    return None if content is None else _decode(content, name, findings)


def _read_bytes(path: Path, name: str, findings: Findings) -> bytes | None:
    """Looks before it opens: opening a named pipe would wait for ever."""
    spot = Spot(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            findings.error(spot, phrase("This is not a file."), phrase("Put an ordinary text file in its place."))
            return None
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        findings.error(spot, phrase("This file is missing."), _how_to_begin())
    except PermissionError:
        findings.error(spot, phrase("This file may not be read."), phrase("Give yourself permission to read it."))
    except OSError as error:
        findings.error(
            spot,
            phrase("This file cannot be read ({reason}).", reason=error.strerror or type(error).__name__),
            phrase("Put an ordinary text file in its place."),
        )
    else:
        if len(content) <= MAX_BYTES:
            return content
        findings.error(
            spot,
            phrase("This file is larger than {megabytes} MB.", megabytes=MAX_BYTES // 1024 // 1024),
            phrase("Remove what does not belong to the event; pictures and documents do not go into these files."),
        )
    return None


def _decode(content: bytes, name: str, findings: Findings) -> str | None:
    if content.startswith(_UTF16) or b"\0" in content[:4]:
        findings.error(
            Spot(name, 1, 1), phrase("This file is saved as {encoding}.", encoding="UTF-16"), _save_as_utf8()
        )
        return None
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        what = phrase("A letter here is not saved as {encoding}.", encoding="UTF-8")
        findings.error(_spot_after(before, name), what, _save_as_utf8())
        return None
    stray = _STRAY.search(text)
    if stray:
        findings.error(
            _spot_after(text[: stray.start()], name),
            phrase("There is a character here that no text has ({code}).", code=f"U+{ord(stray.group()):04X}"),
            phrase("Delete it, or write the line anew."),
        )
        return None
    return text


def _spot_after(before: str, name: str) -> Spot:
    lines = before.split("\n")
    return Spot(name, len(lines), len(lines[-1]) + 1)


def _save_as_utf8() -> Phrase:
    return phrase("Save the file as {encoding}: in most editors under “Save as”, “Encoding”.", encoding="UTF-8")


def _how_to_begin() -> Phrase:
    return phrase("Create it; “{command}” writes a complete set to begin with.", command=NEW)
