"""What a catalog lacks: messages that another catalog has, and values that a translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from babel.messages import Message
from babel.messages.pofile import read_po

from bot.texts.templates import placeholders

Key = tuple[str | None, str]


class GapKind(StrEnum):
    """What is lacking."""

    MISSING = "missing"
    UNTRANSLATED = "untranslated"
    UNSURE = "unsure"
    """Marked as fuzzy: it is not used until somebody has looked at it."""
    VALUE = "value"
    """A value of the English is left out."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One message that is not whole; ``line`` counts from 1, 0 when the message is not in the file."""

    path: Path
    line: int
    kind: GapKind
    english: str


def gaps(folder: Path) -> tuple[Gap, ...]:
    """All that lacks in a folder of catalogs that can be read (``Catalogs`` has said why when one cannot)."""
    catalogs = {path: _messages(path) for path in sorted(folder.glob("*/LC_MESSAGES/bot.po"))}
    known = {key: message for messages in catalogs.values() for key, message in messages.items()}
    found: list[Gap] = []
    for path, messages in catalogs.items():
        found += [Gap(path, 0, GapKind.MISSING, english) for _, english in known if (_, english) not in messages]
        found += [gap for message in messages.values() for gap in _gaps(path, message)]
    return tuple(found)


def _messages(path: Path) -> dict[Key, Message]:
    with path.open("rb") as file:
        return {(message.context, _forms(message.id)[0]): message for message in read_po(file) if message.id}


def _gaps(path: Path, message: Message) -> Iterator[Gap]:
    english, line = _forms(message.id), message.lineno or 0
    translations = _forms(message.string)
    if message.fuzzy:
        yield Gap(path, line, GapKind.UNSURE, english[0])
    elif not all(translations):
        yield Gap(path, line, GapKind.UNTRANSLATED, english[0])
    # A plural form may say the count in a word: "two minutes" is one word in Arabic.
    elif any(placeholders(english[-1]) - placeholders(text) - {"count"} for text in translations):
        yield Gap(path, line, GapKind.VALUE, english[0])


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)
