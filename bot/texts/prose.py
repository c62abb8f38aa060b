"""A text of the event as its reader reads it: their digits, foreign runs isolated, safe HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from markupsafe import escape

from bot.texts.bidi import FSI, LTR_LETTERS, PDI, RTL_LETTERS, clean, isolated
from bot.texts.digits import number_in_system, western

_WORD = rf"[#@.+$€£/]?[0-9]*+[{LTR_LETTERS}][^\s{RTL_LETTERS}«»“”…(){{}}\[\]<>]*+"
_SPACES = "[ ]+(?:[&+/–—-][ ]+)?"
_PHONE = r"(?:\+|00)[0-9][0-9 ()-]{5,}[0-9]|\b0[0-9]{2,3}[ -]?[0-9]{3}[ -]?[0-9]{4}\b|\b[0-9]{8,}\b"
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*%?"
_IN_RTL = re.compile(
    rf"(?P<run>{_WORD}(?:{_SPACES}(?:{_WORD}|[0-9][0-9.,:/-]*))*|{_PHONE})|(?P<number>{_NUMBER})",
)
_IN_LTR = re.compile(
    rf"(?P<run>[{RTL_LETTERS}](?:[^\n{LTR_LETTERS}]*[{RTL_LETTERS}])?)"
    rf"|(?P<kept>{_WORD}|{_PHONE})|(?P<number>{_NUMBER})",
)
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_LAST_OF_ONE_UNIT = 0xFFFF
_TRAILING = re.compile(r"[.,;:!?'\"*-]+$")
_SETTLED = re.compile(f"(<[^<>]*>|&#?\\w+;|{FSI}[^{PDI}]*{PDI})")
"""Tags, entities, and what a translator has isolated."""
_BLANK_LINES = re.compile(r"\n[ ]*\n(?:[ ]*\n)*")
_LINE_MARGINS = re.compile(r"[ ]*\n[ ]*")


def prose(text: str, *, rtl: bool, digits: str, limit: int | None = None) -> str:
    """The text as safe HTML. Digits in URLs, addresses, telephone numbers and codes stay as they are.

    ``limit``: of UTF-16 units, as Telegram counts; a longer text is cut after a word and ends in "…".
    """
    text = tidy(western(text))
    if limit is not None:
        text = clipped(text, limit)
    return "".join(_pieces(text, rtl=rtl, digits=digits))


def literal(html: str, *, rtl: bool, digits: str) -> str:
    """The words of a message between its values, as ``prose`` treats the event's; its tags and entities stay."""
    if not rtl and digits == "latn":
        return html
    parts = _SETTLED.split(html)
    return "".join(part if at % 2 else "".join(_pieces(part, rtl=rtl, digits=digits)) for at, part in enumerate(parts))


def tidy(text: str) -> str:
    """Without stray controls, margins and more than one blank line between paragraphs."""
    text = clean(text).strip()
    if "\n" in text:
        text = _BLANK_LINES.sub("\n\n", _LINE_MARGINS.sub("\n", text))
    return text


def clipped(text: str, limit: int) -> str:
    """At most ``limit`` UTF-16 units of the text."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return text
    room, end = limit - 1, 0
    for sign in text:
        room -= 1 + (ord(sign) > _LAST_OF_ONE_UNIT)
        if room < 0:
            break
        end += 1
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space > end * 2 // 3:
        end = space
    while end and (unicodedata.combining(text[end - 1]) or text[end - 1] in _JOINERS):
        end -= 1
    return text[:end].rstrip() + "…"


def units(text: str) -> int:
    """How long Telegram finds a plain text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(text: str, *, rtl: bool, digits: str) -> Iterator[str]:
    end = 0
    for match in (_IN_RTL if rtl else _IN_LTR).finditer(text):
        yield escape(text[end : match.start()])
        end = match.end()
        piece = match.group()
        if match["number"] is not None:
            number = str(escape(number_in_system(piece, digits)))
            yield number if rtl or digits == "latn" else isolated(number)
        elif match["run"] is not None:
            tail = _TRAILING.search(piece) if rtl else None
            if tail is not None:
                piece = piece[: tail.start()]
            yield isolated(str(escape(piece)))
            if tail is not None:
                yield escape(tail.group())
        else:
            yield escape(piece)
    yield escape(text[end:])
