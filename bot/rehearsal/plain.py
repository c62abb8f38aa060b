"""A message of the bot's as plain text for a terminal or a pipe, its buttons numbered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.telegram.model import Json

_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
"""Terminals show these as boxes; they arrange the text by rules of their own."""


def inline_buttons(message: Json) -> list[Json]:
    """The buttons below a message, row by row; the first has number 1."""
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in keyboard for button in row]


def as_lines(message: Json) -> list[str]:
    """The lines that are printed for a message."""
    return [line.translate(_ISOLATES) for line in _lines(message)]


def as_plain(text: str) -> str:
    """Any text without what a terminal cannot show."""
    return text.translate(_ISOLATES)


def _lines(message: Json) -> Iterator[str]:
    venue = message.get("venue", {})
    if venue:
        yield f"\N{ROUND PUSHPIN} {venue['title']}, {venue['address']}"
    if "location" in message:
        yield f"\N{ROUND PUSHPIN} {message['location']['latitude']}, {message['location']['longitude']}"
    if "document" in message:
        document = message["document"]
        yield f"\N{PAPERCLIP} {document['file_name']} ({document['file_size']} B)"
    if "photo" in message:
        yield "\N{FRAME WITH PICTURE}"
    yield from (message.get("text") or message.get("caption") or "").splitlines()
    yield from _links(message)
    for number, button in enumerate(inline_buttons(message), start=1):
        yield f"  [{number}] {button['text']}" + (f"  {button['url']}" if "url" in button else "")


def _links(message: Json) -> Iterator[str]:
    for entity in message.get("entities", ()):
        if entity["type"] == "text_link":
            yield f"  <{entity['url']}>"
