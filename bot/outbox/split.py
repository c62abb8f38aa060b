"""A message that is too long for Telegram becomes several, cut between paragraphs, each with balanced HTML.

Telegram counts what is left after the entities are parsed (https://core.telegram.org/bots/api#sendmessage); we count in
UTF-16 units, which is never less.
"""

from __future__ import annotations

import html as html_module
import re
from dataclasses import replace

from markupsafe import Markup

from bot.outbox.model import Message

TEXT = 4096
CAPTION = 1024

_TOKEN = re.compile(r"</?[a-zA-Z-]+[^>]*>|&(?:#\d+|#[xX][\da-fA-F]+|\w+);|[^<&\s]+\s*|\s+|[<&]")
_TAG = re.compile(r"<(/?)([a-zA-Z-]+)")
_LEAST = 4
"""A piece is filled to at least 1/4 of the limit before it ends at a paragraph rather than at a line, or at a line
rather than at a word."""


def length(html: str) -> int:
    """How long Telegram finds this HTML: UTF-16 units of its visible text."""
    return sum(_units(token) for token in _TOKEN.findall(html))


def split(message: Message, limit: int = TEXT) -> tuple[Message, ...]:
    """The same message in as few parts as need be: the first replaces what it replaces, the last has the keyboard."""
    if message.document is not None or message.pin is not None or len(message.html) * 2 <= limit:
        return (message,)
    if length(message.html) <= limit:
        return (message,)
    parts = [replace(message, html=html, keyboard=(), menu=None, replaces=None) for html in pieces(message.html, limit)]
    parts[0] = replace(parts[0], replaces=message.replaces)
    parts[-1] = replace(parts[-1], keyboard=message.keyboard, menu=message.menu)
    return tuple(parts)


def pieces(html: Markup, limit: int = TEXT) -> list[Markup]:
    """The HTML in pieces of at most ``limit`` visible units; tags open at a cut are closed and opened again."""
    tokens = [part for token in _TOKEN.findall(html) for part in _bearable(token, limit)]
    done: list[Markup] = []
    opened: list[str] = []
    start = 0
    while start < len(tokens):
        end = _end(tokens, start, limit)
        before, body = "".join(opened), "".join(tokens[start:end]).strip()
        for token in tokens[start:end]:
            _follow(opened, token)
        after = "".join(f"</{_name(tag)}>" for tag in reversed(opened))
        if _TAG.sub("", body).strip(" >/\n"):
            done.append(Markup(before + body + after))  # noqa: S704  cut from safe HTML
        start = end
    return done


def _end(tokens: list[str], start: int, limit: int) -> int:
    """Where the piece that begins at ``start`` ends: after the last paragraph that fits, else line, else word."""
    size, best = 0, dict.fromkeys((2, 1, 0), start)
    filled = dict.fromkeys(best, 0)
    for index in range(start, len(tokens)):
        size += _units(tokens[index])
        if size - _trailing(tokens[index]) > limit:
            break
        for level in range(_level(tokens[index]) + 1):
            best[level], filled[level] = index + 1, size
    else:
        return len(tokens)
    for level in (2, 1):
        if filled[level] * _LEAST >= limit:
            return best[level]
    return best[0]


def _bearable(token: str, limit: int) -> list[str]:
    if token.startswith("<") or _units(token) <= limit:
        return [token]
    step = max(1, limit // 2)
    return [token[at : at + step] for at in range(0, len(token), step)]


def _follow(opened: list[str], token: str) -> None:
    tag = _TAG.match(token)
    if tag is None:
        return
    if not tag[1]:
        opened.append(token)
    elif opened and _name(opened[-1]) == tag[2]:
        opened.pop()


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[2] if found else ""


def _level(token: str) -> int:
    """How good a place to cut the end of this token is: 2 after a paragraph, 1 after a line, 0 after a word."""
    if token.startswith("<"):
        return 0
    white = token[len(token.rstrip()) :]
    return min(2, white.count("\n"))


def _trailing(token: str) -> int:
    return 0 if token.startswith("<") else len(token) - len(token.rstrip())


def _units(token: str) -> int:
    if _TAG.match(token):
        return 0
    return len(html_module.unescape(token).encode("utf-16-le")) // 2
