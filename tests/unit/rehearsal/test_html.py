"""Telegram's HTML, read as strictly as Telegram reads it."""

from __future__ import annotations

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.telegram.formatted import formatted
from bot.rehearsal.telegram.html import parse_html, utf16_length
from bot.rehearsal.telegram.model import Json, Refused

TEXTS = st.text(st.sampled_from("ab <>&\"'\nجدول١😀"), min_size=1, max_size=6)
KINDS = st.sampled_from(
    [
        {"type": "bold"},
        {"type": "italic"},
        {"type": "underline"},
        {"type": "strikethrough"},
        {"type": "spoiler"},
        {"type": "blockquote"},
        {"type": "expandable_blockquote"},
        {"type": "code"},
        {"type": "text_link", "url": "https://isumec.sums.edu.iq/?a=1&b=2"},
        {"type": "date_time", "unix_time": 1761372000},
        {"type": "date_time", "unix_time": 1761372000, "date_time_format": "wDt"},
    ]
)


@given(st.lists(st.tuples(TEXTS, st.none() | KINDS), min_size=1, max_size=5))
def test_what_an_independent_writer_wrote_is_read_back(pieces: list[tuple[str, Json | None]]) -> None:
    text, entities = "", []
    for piece, kind in pieces:
        if kind is not None:
            entities.append({"offset": utf16_length(text), "length": utf16_length(piece), **kind})
        text += piece
    html = html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities])
    assert parse_html(html) == (text, entities)


def test_entities_nest_and_count_utf16_units() -> None:
    assert formatted("<b>😀 <i>الجلسة</i></b> &lt;5&gt; &#128512;", "HTML").entities == [
        {"type": "bold", "offset": 0, "length": 9},
        {"type": "italic", "offset": 3, "length": 6},
    ]
    assert formatted("<b>😀 <i>الجلسة</i></b> &lt;5&gt; &#128512;", "HTML").text == "😀 الجلسة <5> 😀"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>جلسة</i>", 'Unmatched end tag at byte offset 11, expected "</b>", found "</i>"'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-time>x</tg-time>", 'Invalid attributes of the tag "tg-time" at byte offset 0'),
        ('<tg-time unix="1" format="xyz">x</tg-time>', 'Invalid attributes of the tag "tg-time" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(html: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        formatted(html, "HTML")
    assert (refusal.value.status, refusal.value.description) == (400, f"Bad Request: can't parse entities: {words}")


def test_a_text_is_trimmed_and_cleaned_as_telegram_does() -> None:
    kept = formatted("\n <b> Hall\tB\r\n</b>\u202a \u2068قاعة\u2069 ", "HTML")
    assert kept.text == "Hall B\n \u2068قاعة\u2069"
    assert kept.entities == [{"type": "bold", "offset": 0, "length": 7}]


def test_commands_links_and_addresses_are_found() -> None:
    found = formatted(
        "/start now: https://isumec.sums.edu.iq/submission. info@sums.edu.iq #ISUMEC +9647801234567 @daleel_bot"
    )
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found.entities] == [
        ("bot_command", 0, 6),
        ("url", 12, 37),
        ("email", 51, 16),
        ("hashtag", 68, 7),
        ("phone_number", 76, 14),
        ("mention", 91, 11),
    ]


def test_a_link_that_telegram_would_drop_is_dropped() -> None:
    assert formatted('<a href="javascript:alert(1)">x</a>', "HTML").entities == []
    assert formatted('<a href="https://t.me/daleel">x</a>', "HTML").entities[0]["url"] == "https://t.me/daleel"
