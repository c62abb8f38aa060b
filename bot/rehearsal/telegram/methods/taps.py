"""Answers to taps on buttons."""

from __future__ import annotations

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.links import check_button_link
from bot.rehearsal.telegram.model import bad_request
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import Happened, World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Stops the spinner of a tapped button, with or without a short text."""
    text = parameters.text("text")
    if len(text) > limits.TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.get(parameters.text("callback_query_id"))
    if tap is None or world.monotonic() - tap.since > limits.CALLBACK_LIFE_SECONDS:
        raise bad_request(_TOO_OLD)
    url = parameters.text("url")
    if url:
        check_button_link(url)
    if tap.answer is None:
        tap.answer = {"text": text, "show_alert": parameters.flag("show_alert"), "url": url}
        world.tell(Happened.ANSWERED, tap.chat_id, {"id": tap.id, "message_id": tap.message_id, **tap.answer})
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
