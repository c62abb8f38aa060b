"""Keyboards as Telegram takes them: checked, and normalised to what it would show."""

from __future__ import annotations

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.links import check_button_link
from bot.rehearsal.telegram.model import Json, bad_request

_ACTIONS = (
    "callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "web_app", "login_url", "pay", "callback_game",
)  # fmt: skip
_BUTTON_STYLES = frozenset({"danger", "success", "primary"})


def checked_markup(markup: Json | None, *, inline_only: bool = False) -> Json | None:
    """The keyboard of a message; `Refused` in Telegram's words when it is none."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise bad_request("object expected as reply markup")


def _inline(rows: object) -> Json | None:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    kept = [[_inline_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > limits.BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > limits.BUTTONS_IN_A_ROW for row in kept):
        raise bad_request("too many buttons in one row: Telegram shows no more than eight")
    return {"inline_keyboard": kept} if kept else None


def _inline_button(button: object) -> Json:
    checked = _labelled(button, "inline keyboard button")
    actions = [name for name in _ACTIONS if checked.get(name) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: exactly one of {', '.join(actions)} is allowed")
    if actions == ["callback_data"]:
        _check_data(checked["callback_data"])
    if actions == ["url"]:
        check_button_link(str(checked["url"]))
    if actions == ["copy_text"]:
        _check_copy(checked["copy_text"])
    return checked


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= limits.CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_copy(copied: object) -> None:
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= limits.COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _reply(markup: Json) -> Json:
    rows = markup["keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "keyboard" of the object must be an Array of Arrays')
    kept = [[_labelled(_as_button(button), "keyboard button") for button in row] for row in rows if row]
    if not kept:
        raise bad_request("can't parse reply keyboard markup: the keyboard is empty")
    if len(markup.get("input_field_placeholder") or "") > limits.PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return {**markup, "keyboard": kept}


def _as_button(button: object) -> object:
    return {"text": button} if isinstance(button, str) else button


def _labelled(button: object, what: str) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: expected an object")
    label = button.get("text")
    if not isinstance(label, str):
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not label.strip():
        raise bad_request(f"{what} text must be non-empty")
    if button.get("style") not in (None, *_BUTTON_STYLES):
        raise bad_request(f"can't parse {what}: invalid button style specified")
    return button
