"""The judge of messages refuses what Telegram or a reader would refuse."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from bot.installation import CATALOGS
from bot.outbox.model import Button, Message
from bot.texts import Catalogs
from tests.unit.judge import judge

ARABIC = Catalogs(CATALOGS).texts("ar", ZoneInfo("Asia/Baghdad"))


@pytest.mark.parametrize(
    "html",
    [
        "", "  ", "نص & نص", "<zz>نص</zz>", "<b>نص", "نص</b>", "<b><i>نص</b></i>", '<b class="x">نص</b>', "<!-- نص -->",
        "<blockquote>أ<blockquote>ب</blockquote></blockquote>", "نص\n\n\nنص", " نص", "نص " * 1400,
        "نص \u2068نص", "نص\u2069", "\u2068نص\nنص\u2069", "\u200fنص", "\u202eنص", "تعال إلى Karbala", "🅿 نص",
    ],
)  # fmt: skip
def test_a_bad_text_is_refused(html: str) -> None:
    with pytest.raises(AssertionError):
        judge(Message(Markup(html)), ARABIC)


@pytest.mark.parametrize(
    "button",
    [
        Button("نص"), Button("نص", data="a", url="https://a.example"), Button(" ", data="a"), Button("أ\nب", data="a"),
        Button("نص" * 40, data="a"), Button("نص", data="ع" * 33), Button("نص", url="http://a.example"),
        Button("نص", url="https://a.example/ع"), Button("\u2068نص", data="a"),
    ],
)  # fmt: skip
def test_a_bad_button_is_refused(button: Button) -> None:
    with pytest.raises(AssertionError):
        judge(Message(Markup("نص"), keyboard=((button,),)), ARABIC)


def test_a_good_message_is_taken() -> None:
    html = 'إلى <b>كربلاء</b> &amp; \u2068Karbala\u2069 <tg-time unix="1">٩:٠٠</tg-time>'
    judge(Message(Markup(html), keyboard=((Button("نعم", data="a"),),)), ARABIC)
