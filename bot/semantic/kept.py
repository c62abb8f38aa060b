"""Vectors kept in a file by the hash of their text, so that only new texts are computed after a restart.

The file is one header and records of one length, each with its checksum; what does not hold is computed again.
"""

from __future__ import annotations

import importlib
import os
import zlib
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import structlog

from bot.semantic.embedder import DIMENSIONS, MODEL

_HASH = 16
_VECTOR = DIMENSIONS * 2
_RECORD = _HASH + _VECTOR + 4
_HEADER = b"daleel vectors 1\n" + blake2b(MODEL.encode(), digest_size=_HASH).digest()

log = structlog.get_logger(__name__)


def key(text: str) -> bytes:
    """What a text's vector is kept by."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH).digest()


def read(path: Path) -> dict[bytes, Any]:
    """The vectors of the file; none where it is absent or not whole."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as fault:
        log.warning("kept vectors cannot be read and are computed again", path=str(path), fault=str(fault))
        return {}
    records = content[len(_HEADER) :]
    if not content.startswith(_HEADER) or len(records) % _RECORD:
        log.warning("kept vectors are broken or of another model and are computed again", path=str(path))
        return {}
    return dict(_records(records))


def _records(content: bytes) -> Iterable[tuple[bytes, Any]]:
    numpy = importlib.import_module("numpy")
    for start in range(0, len(content), _RECORD):
        record = content[start : start + _RECORD]
        body, checksum = record[:-4], record[-4:]
        if zlib.crc32(body).to_bytes(4, "big") == checksum:
            yield body[:_HASH], numpy.frombuffer(body[_HASH:], dtype="<f2").astype("float32")


def write(path: Path, vectors: Mapping[bytes, Any]) -> None:
    """Replace the file, whole or not at all. What cannot be written is computed again after the next start."""
    made = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with made.open("wb") as file:
            file.write(_HEADER)
            for hashed, vector in vectors.items():
                body = hashed + vector.astype("<f2").tobytes()
                file.write(body + zlib.crc32(body).to_bytes(4, "big"))
        made.replace(path)
    except OSError as fault:
        log.warning("vectors cannot be kept and are computed at each start", path=str(path), fault=str(fault))
        made.unlink(missing_ok=True)
