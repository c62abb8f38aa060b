"""Answers to inline queries: what people may choose from, of which the fake knows articles with a text."""

from __future__ import annotations

import re

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.formatted import check_length, formatted
from bot.rehearsal.telegram.links import check_button_link
from bot.rehearsal.telegram.markup import checked_markup
from bot.rehearsal.telegram.model import Json, bad_request
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


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
    offset = parameters.text("next_offset")
    if len(offset.encode()) > limits.NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if parameters.integer("cache_time") < 0:
        raise bad_request("CACHE_TIME_INVALID")
    world.inline_answers[query_id] = {
        "results": [_article(result) for result in results],
        "next_offset": offset,
        "cache_time": parameters.integer("cache_time", limits.INLINE_CACHE_SECONDS),
        "is_personal": parameters.flag("is_personal"),
        "button": _button(parameters.item("button")),
    }
    return True


def _article(result: Json) -> Json:
    """The result with the message that a chat would get: its text parsed, its keyboard checked."""
    if result.get("type") != "article":
        raise bad_request("the rehearsal knows inline results of type article only")
    if not str(result.get("title") or "").strip():
        raise bad_request('can\'t parse inline query result: Field "title" must be non-empty')
    content = result.get("input_message_content") or {}
    text = formatted(str(content.get("message_text") or ""), str(content.get("parse_mode") or ""))
    if not text.text:
        raise bad_request("MESSAGE_EMPTY")
    check_length(text.text, limits.TEXT, "MESSAGE_TOO_LONG")
    url = result.get("url")
    if url:
        check_button_link(str(url))
    markup = checked_markup(result.get("reply_markup"), inline_only=True)
    message: Json = {"text": text.text, **({"entities": text.entities} if text.entities else {})}
    return {**result, "message": {**message, **({"reply_markup": markup} if markup else {})}}


def _button(button: Json | None) -> Json | None:
    """The button above the results, with a way into the private chat."""
    if button is None:
        return None
    if not str(button.get("text") or "").strip():
        raise bad_request("can't parse inline query results button: text must be non-empty")
    start = button.get("start_parameter")
    if "web_app" not in button and not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{limits.START_PARAMETER}}}", str(start or "")):
        raise bad_request("START_PARAM_INVALID")
    return button


METHODS = {"answerInlineQuery": answer_inline_query}
