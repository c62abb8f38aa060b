"""Keyboards as Telegram's JSON: buttons below a message, and the menu of words below the input field."""

from __future__ import annotations

from typing import Any

from bot.outbox.model import Button, Keyboard


def inline_keyboard(keyboard: Keyboard) -> dict[str, Any] | None:
    """Buttons below a message; None when there are none."""
    if not keyboard:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def reply_keyboard(menu: tuple[tuple[str, ...], ...] | None) -> dict[str, Any] | None:
    """The menu below the input field; an empty one takes it away, None leaves it as it is."""
    if menu is None:
        return None
    if not menu:
        return {"remove_keyboard": True}
    return {
        "keyboard": [[{"text": word} for word in row] for row in menu],
        "resize_keyboard": True,
        "is_persistent": True,
    }


def _button(button: Button) -> dict[str, Any]:
    if button.data is not None:
        return {"text": button.label, "callback_data": button.data}
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    if button.share is not None:
        return {"text": button.label, "switch_inline_query": button.share}
    return {"text": button.label, "copy_text": {"text": button.copy}}
