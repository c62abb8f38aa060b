"""What Telegram and a reader demand of a message, whatever it says."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from bot.outbox.model import Button, Document, Message
from bot.texts import Texts
from bot.texts.bidi import FSI, PDI, needs_isolation

ALLOWED = {
    "b": set(), "i": set(), "u": set(), "s": set(), "code": set(), "pre": set(), "tg-spoiler": set(),
    "a": {"href"}, "blockquote": {"expandable"}, "tg-time": {"unix", "format"},
}  # fmt: skip
BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[\da-fA-F]+);)")
ISOLATED = re.compile(f"{FSI}[^{FSI}{PDI}]*{PDI}")
URL = 2048


class Reading(HTMLParser):
    """Telegram's HTML, read strictly."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.opened == [], f"never closed: {self.opened}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, f"<{tag}> is not among Telegram's tags"
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        assert tag != "blockquote" or "blockquote" not in self.opened, "quotations do not nest"
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened, f"</{tag}> closes nothing"
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def judge(message: Message, texts: Texts) -> None:
    """Raises AssertionError with what is wrong."""
    if message.pin is not None:
        for name in (message.pin.title, message.pin.address):
            assert name.strip()
            assert "\n" not in name
            judge_bidi(name)
    else:
        judge_html(str(message.html), texts, 1024 if message.document else 4096)
    if message.document is not None:
        judge_document(message.document)
    assert sum(map(len, message.keyboard)) <= 100
    for row in message.keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            judge_button(button)


def judge_html(html: str, texts: Texts, limit: int) -> None:
    assert not BARE_AMPERSAND.search(html)
    text = Reading(html).text
    assert text.strip()
    assert text == text.strip(), "margins"
    assert "\n\n\n" not in text
    assert len(text.encode("utf-16-le")) // 2 <= limit
    judge_bidi(text)
    for line in text.split("\n"):
        while ISOLATED.search(line):
            line = ISOLATED.sub("", line)  # noqa: PLW2901 - isolates inside isolates go first
        letters = "".join(sign for sign in line if unicodedata.bidirectional(sign) in {"L", "R", "AL"})
        assert not needs_isolation(letters, rtl=texts.rtl), f"a foreign run is not isolated: {line!r}"


def judge_bidi(text: str) -> None:
    """Nothing but isolates, each closed on its line."""
    for line in text.split("\n"):
        depth = 0
        for control in BIDI_CONTROLS.findall(line):
            assert control in {FSI, PDI}, f"U+{ord(control):04X} in {line!r}"
            depth += 1 if control == FSI else -1
            assert depth >= 0, line
        assert depth == 0, line


def judge_button(button: Button) -> None:
    ways = [way for way in (button.data, button.url, button.share, button.copy) if way is not None]
    assert len(ways) == 1
    assert button.label.strip()
    assert "\n" not in button.label
    assert len(button.label.encode("utf-16-le")) // 2 <= 64
    judge_bidi(button.label)
    if button.data is not None:
        assert 1 <= len(button.data.encode()) <= 64
    if button.url is not None:
        assert button.url.startswith("https://")
        assert button.url.isascii()
        assert len(button.url) <= URL


def judge_document(document: Document) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.[a-z]+", document.filename)
    assert document.content
