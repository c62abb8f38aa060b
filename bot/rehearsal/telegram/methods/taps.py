"""Answers to what waits for one: taps on buttons, inline queries."""

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


def answer_inline_query(world: World, parameters: Parameters) -> bool:
    """Offers results for what somebody typed after the bot's name."""
    query_id = parameters.text("inline_query_id")
    if query_id not in world.inline_answers:
        raise bad_request(_TOO_OLD)
    results = parameters.items("results") or []
    if len(results) > limits.INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if any(not 1 <= len(one.encode()) <= limits.RESULT_ID_BYTES for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    world.inline_answers[query_id] = {"results": results, "next_offset": parameters.text("next_offset")}
    return True


METHODS = {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
