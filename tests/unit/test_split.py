"""A long message arrives whole, in parts that Telegram takes."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.outbox.model import Button, Message
from bot.outbox.split import length, pieces, split


class Balance(HTMLParser):
    """Fails on a tag that closes what is not open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def visible(html: str) -> str:
    read = Balance(str(html))
    assert read.open == []
    return read.text


def test_a_short_message_stays_one() -> None:
    message = Message(html=Markup("<b>Hello</b>"))
    assert split(message) == (message,)


def test_it_is_cut_between_paragraphs_and_the_keyboard_stays_at_the_end() -> None:
    first, second = "a" * 3000, "b" * 3000
    keyboard = ((Button("Menu", data="menu"),),)
    parts = split(Message(html=Markup(f"<b>{first}</b>\n\n<i>{second}</i>"), keyboard=keyboard, replaces=7))
    assert [str(part.html) for part in parts] == [f"<b>{first}</b>", f"<i>{second}</i>"]
    assert [part.keyboard for part in parts] == [(), keyboard]
    assert [part.replaces for part in parts] == [7, None]


def test_a_quotation_over_the_cut_is_closed_and_opened_again() -> None:
    words = " ".join(["word"] * 1500)
    parts = pieces(Markup(f"<blockquote expandable>{words}</blockquote>"))
    assert len(parts) == 2
    assert all(part.startswith("<blockquote expandable>") and part.endswith("</blockquote>") for part in parts)


def test_what_counts_is_what_is_seen_in_utf_16() -> None:
    assert length("<b>&lt;</b>&amp;\N{GRINNING FACE}") == 4
    emoji = "\N{GRINNING FACE}" * 2048
    assert len(split(Message(html=Markup(emoji)))) == 1
    assert len(split(Message(html=Markup(emoji + "!")))) == 2


def test_an_address_longer_than_a_message_is_no_text() -> None:
    link = Markup(f'<a href="https://example.org/{"x" * 5000}">here</a>')
    assert split(Message(html=link)) == (Message(html=link),)


TAGS = st.sampled_from(["b", "i", "u", "blockquote", "code"])
RUNS = st.recursive(
    st.text(st.sampled_from("ab ج\n&<\N{GRINNING FACE}"), max_size=30).map(lambda text: str(escape(text))),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(lambda it: f"<{it[0]}>{''.join(it[1])}</{it[0]}>"),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(RUNS, max_size=6).map("".join), st.integers(8, 40))
def test_nothing_is_lost_and_every_part_fits(html: str, limit: int) -> None:
    parts = pieces(Markup(html), limit)
    assert all(length(part) <= limit for part in parts)
    assert "".join("".join(visible(part) for part in parts).split()) == "".join(visible(html).split())
