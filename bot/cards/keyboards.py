"""Buttons and their rows, laid out in the reader's direction: Telegram does not mirror a keyboard for Arabic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from markupsafe import Markup

from bot.outbox.model import Button, Keyboard
from bot.texts import Texts
from bot.texts.bidi import FSI, PDI
from bot.texts.prose import clipped, units

DATA = 64
"""Bytes of callback data that Telegram takes."""
LABEL = 60
"""UTF-16 units of a label; a screen shows fewer than that."""
_SHARED = 120
"""UTF-16 units of the text beside a shared link."""
_CLOSING = 3
"""Room for the ends of isolates that a cut leaves open; ours are never deeper."""


def button(texts: Texts, label: Markup, tap: str, *arguments: object) -> Button:
    """A button that taps; ValueError where its data would be refused by Telegram."""
    data = ":".join((tap, *map(str, arguments)))
    if len(data.encode()) > DATA:
        raise ValueError(f"callback data is longer than {DATA} bytes: {data}")
    return Button(plain_label(texts, label), data=data)


def share(texts: Texts, link: str, title: Markup) -> Button:
    """A button that opens Telegram's own choice of a chat to share a link in."""
    text = quote(plain_label(texts, title, _SHARED), safe="")
    url = f"https://t.me/share/url?url={quote(link, safe='')}&text={text}"
    return Button(texts.plain(texts.say("🔗 Share")), url=url)


def plain_label(texts: Texts, label: Markup, limit: int = LABEL) -> str:
    """One line of plain text of at most ``limit`` UTF-16 units, cut where a screen would cut it."""
    line = " ".join(texts.plain(label).split())
    if units(line) <= limit:
        return line
    line = clipped(line, limit - _CLOSING)
    return line + PDI * (line.count(FSI) - line.count(PDI))


def row(texts: Texts, buttons: Iterable[Button]) -> tuple[Button, ...]:
    """Buttons beside each other, the first where the reader begins to read."""
    ordered = tuple(buttons)
    return ordered[::-1] if texts.rtl else ordered


def grid(texts: Texts, buttons: Sequence[Button], width: int) -> Keyboard:
    """Rows of at most ``width`` buttons, as even as can be."""
    if not buttons:
        return ()
    rows = -(-len(buttons) // width)
    size = -(-len(buttons) // rows)
    return tuple(row(texts, buttons[at : at + size]) for at in range(0, len(buttons), size))


def column(buttons: Iterable[Button]) -> Keyboard:
    """Buttons below each other."""
    return tuple((each,) for each in buttons)


def paging(texts: Texts, page: int, pages: int, tap: str, *arguments: object) -> Keyboard:
    """The way to the page before and the page after; pages count from 1. Nothing where there is one page."""
    if pages <= 1:
        return ()
    both = []
    if page > 1:
        both.append(button(texts, texts.say("← Page {number}", number=page - 1), tap, *arguments, page - 1))
    if page < pages:
        both.append(button(texts, texts.say("Page {number} →", number=page + 1), tap, *arguments, page + 1))
    return (row(texts, both),)
