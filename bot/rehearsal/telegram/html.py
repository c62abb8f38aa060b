"""Telegram's HTML style → plain text and entities, as strict as Telegram's own parser (after tdlib's parse_html)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from bot.rehearsal.telegram.links import checked_link
from bot.rehearsal.telegram.model import Json, Refused, bad_request

_SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre",
}  # fmt: skip
_TAGS = frozenset(_SIMPLE) | {"a", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6});")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?""")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LANGUAGE = "language-"


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    at: int


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> None:
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "<":
                self._tag()
            elif character == "&" and (reference := _REFERENCE.match(self.source, self.position)):
                self._put(_character(reference.group()))
                self.position = reference.end()
            else:
                self._put(character)
                self.position += 1
        if self.opened:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')

    def _put(self, characters: str) -> None:
        self.text.append(characters)
        self.length += utf16_length(characters)

    def _tag(self) -> None:
        begin = self.position
        end = self.source.find(">", begin)
        closing = self.source.startswith("</", begin)
        if end < 0:
            kind = "end" if closing else "start"
            raise _unparsable(f"Unclosed {kind} tag at byte offset {self._byte(begin)}")
        if closing:
            self._close(self.source[begin + 2 : end].strip(), begin)
            self.position = end + 1
        else:
            self._open(begin)

    def _open(self, begin: int) -> None:
        name = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        tag = name.group().lower() if name else ""
        if tag not in _TAGS:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        self.position = name.end() if name else begin + 1
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.opened.append(_Open(tag, attributes, self.length, begin))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            while self.position < len(self.source) and self.source[self.position].isspace():
                self.position += 1
            if self.position >= len(self.source):
                raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            if self.source[self.position] == ">":
                self.position += 1
                return attributes
            found = _ATTRIBUTE.match(self.source, self.position)
            if found is None:
                where = self._byte(begin)
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            if self.source[found.end() :].lstrip().startswith("="):
                raise _unparsable(f"Unexpected end of name token at byte offset {self._byte(found.end())}")
            attributes[found[1].lower()] = _unreferenced(found[2] or found[3] or found[4] or "")
            self.position = found.end()

    def _close(self, found: str, begin: int) -> None:
        if not self.opened:
            raise _unparsable(f"Unexpected end tag at byte offset {self._byte(begin)}")
        opened = self.opened.pop()
        if found and found.lower() != opened.tag:
            raise _unparsable(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.length > opened.offset:
            entity = self._entity(opened)
            if entity is not None:
                self.entities.append({"offset": opened.offset, "length": self.length - opened.offset, **entity})

    def _entity(self, opened: _Open) -> Json | None:
        if opened.tag == "a":
            return self._link(opened)
        if opened.tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"}
        if opened.tag == "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": opened.attributes.get("emoji-id", "")}
        if opened.tag == "tg-time":
            return self._time(opened)
        if opened.tag == "code" and opened.attributes.get("class", "").startswith(_LANGUAGE):
            return {"type": "code", "language": opened.attributes["class"].removeprefix(_LANGUAGE)}
        return {"type": _SIMPLE[opened.tag]}

    def _link(self, opened: _Open) -> Json | None:
        shown = "".join(self.text).encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
        url = checked_link(opened.attributes.get("href") or shown)
        return None if url is None else {"type": "text_link", "url": url}

    def _time(self, opened: _Open) -> Json:
        unix, shape = opened.attributes.get("unix", ""), opened.attributes.get("format", "")
        if not re.fullmatch(r"[0-9]{1,11}", unix) or not _TIME_FORMAT.fullmatch(shape):
            raise _unparsable(f'Invalid attributes of the tag "tg-time" at byte offset {self._byte(opened.at)}')
        entity: Json = {"type": "date_time", "unix_time": int(unix)}
        return {**entity, "date_time_format": shape} if shape else entity

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities, or `Refused` in Telegram's words."""
    reader = _Reader(source)
    reader.read()
    return "".join(reader.text), reader.entities


def utf16_length(text: str) -> int:
    """Length as Telegram counts: in UTF-16 code units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def _character(reference: str) -> str:
    return _NAMED.get(reference) or unescape(reference)


def _unreferenced(value: str) -> str:
    return _REFERENCE.sub(lambda found: _character(found.group()), value)


def _unparsable(words: str) -> Refused:
    return bad_request(f"can't parse entities: {words}")
