"""A text as Telegram keeps it: parsed, cleaned, trimmed, with links and commands found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.html import parse_html, utf16_length
from bot.rehearsal.telegram.model import Json, bad_request

_REPLACED = re.compile(r"[\x00-\x08\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile(r"[\r\u2028-\u202e]")
"""Telegram drops line separators and the old bidi embeddings; isolates (U+2066 to U+2069) it keeps."""
_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\u2066-\u2069]*[^\s<>.,;:!?\u060c\u061b\u061f\u2066-\u2069)]", re.IGNORECASE)),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        re.compile(
            r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|iq|io|me|gov|int)\b(?:/[\w./?=&%#-]*)?", re.IGNORECASE
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?\b")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z0-9_]{3,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#\w{1,256}")),
    ("phone_number", re.compile(r"(?<![\w+])\+[0-9][0-9 ()-]{6,18}[0-9]\b")),
)
_VERBATIM = frozenset(
    {"code", "pre", "text_link", "url", "email", "bot_command", "mention", "phone_number", "date_time"}
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text with its entities, offsets in UTF-16 units."""

    text: str
    entities: list[Json] = field(default_factory=list)


def formatted(source: str, parse_mode: str = "", entities: list[Json] | None = None) -> Formatted:
    """What becomes of ``source``; `Refused` where it can't be parsed."""
    mode = parse_mode.lower()
    if mode not in ("", "none", "html"):
        known = mode in ("markdown", "markdownv2")
        raise bad_request("the rehearsal reads HTML only" if known else "unsupported parse_mode")
    clean = _REPLACED.sub(" ", _REMOVED.sub("", source))
    text, parsed = parse_html(clean) if mode == "html" else (clean, list(entities or []))
    return _with_found(_trimmed(text, parsed))


def check_length(text: str, limit: int, too_long: str) -> None:
    """Refuse a text that is longer than Telegram takes."""
    if utf16_length(text) > limit:
        raise bad_request(too_long)


def _trimmed(text: str, entities: list[Json]) -> Formatted:
    kept = text.strip()
    start = utf16_length(text[: len(text) - len(text.lstrip())])
    end = start + utf16_length(kept)
    moved = []
    for entity in entities:
        first, last = max(entity["offset"], start), min(entity["offset"] + entity["length"], end)
        if first < last:
            moved.append({**entity, "offset": first - start, "length": last - first})
    return Formatted(kept, moved)


def _with_found(text: Formatted) -> Formatted:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in text.entities
        if entity["type"] in _VERBATIM
    ]
    entities = list(text.entities)
    for kind, pattern in _FOUND:
        for found in pattern.finditer(text.text):
            offset = utf16_length(text.text[: found.start()])
            span = (offset, offset + utf16_length(found.group()))
            if all(span[1] <= first or last <= span[0] for first, last in taken):
                taken.append(span)
                entities.append({"type": kind, "offset": span[0], "length": span[1] - span[0]})
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(text.text, entities[: limits.ENTITIES])
