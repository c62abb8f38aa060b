"""Things to choose from → Telegram's JSON of an answered inline query, within its limits."""

from __future__ import annotations

from typing import Any

from bot.chat.context import InlinePage, Shared
from bot.chat.keyboards import inline_keyboard

MOST = 50
"""Results that Telegram takes at once (https://core.telegram.org/bots/api#answerinlinequery)."""
QUERY = 256
"""Characters of a query; Telegram sends no more."""
START = "inline"
"""The start parameter of who comes from the button above the list."""


def inline_answer(page: InlinePage) -> dict[str, Any]:
    """The parameters of answerInlineQuery, but for the query's id."""
    button = {"text": page.invitation, "start_parameter": START} if page.invitation else None
    return {
        "results": [_article(each) for each in page.shared[:MOST]],
        "cache_time": page.seconds,
        # Two people who type the same read different languages: without this Telegram shows one the other's.
        "is_personal": True,
        "next_offset": page.more,
        "button": button,
    }


def _article(shared: Shared) -> dict[str, Any]:
    content = {
        "message_text": str(shared.message.html),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    article: dict[str, Any] = {
        "type": "article",
        "id": shared.id,
        "title": shared.title,
        "description": shared.description,
        "input_message_content": content,
    }
    keyboard = inline_keyboard(shared.message.keyboard)
    return {**article, "reply_markup": keyboard} if keyboard else article
