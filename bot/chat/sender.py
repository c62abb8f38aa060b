"""Our Message → Telegram's methods, and Telegram's answers → Outcome. It only translates; the gate decides when."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from telegram import Bot, InputFile
from telegram.error import TelegramError

from bot.chat.context import InlinePage
from bot.chat.errors import outcome_of
from bot.chat.inline import inline_answer
from bot.chat.keyboards import inline_keyboard, reply_keyboard
from bot.chat.posting import post
from bot.outbox.model import Document, Message, Outcome, Refusal, Refused, Sent
from bot.outbox.split import CAPTION, length, split

SEND_MESSAGE = "sendMessage"
EDIT_TEXT = "editMessageText"
SEND_DOCUMENT = "sendDocument"
SEND_VENUE = "sendVenue"
ANSWER_TAP = "answerCallbackQuery"
ANSWER_INLINE = "answerInlineQuery"
UPLOAD_DOCUMENT = "send_Document"
"""So spelled, do_api_request gives plain JSON and warns of no method of the library that has the same name."""
TOAST = 200
_REMEMBERED = 1000
_NO_PREVIEW = {"is_disabled": True}
_TIME_TAG = "tg-time"
_TIME = re.compile(rf"</?{_TIME_TAG}[^>]*>")


class Sender:
    """Speaks to Telegram through ``bot``. An identical document is uploaded once and then sent by its file id."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._file_ids: OrderedDict[bytes, str] = OrderedDict()
        self._without_times = False

    async def send(self, chat_id: int, message: Message) -> Outcome:
        """Send one message, or put it in the place of ``message.replaces``; in several parts where it is too long."""
        parts = split(message)
        outcome: Outcome = await self._one(chat_id, parts[0])
        for part in parts[1:]:
            if not isinstance(outcome, Sent):
                break
            outcome = await self._one(chat_id, part)
        return outcome

    async def answer_tap(self, query_id: str, toast: str | None) -> Outcome:
        """Stop the spinner of a tapped button, with a short text over the chat or none."""
        parameters = {"callback_query_id": query_id, "text": toast[:TOAST] if toast else None}
        try:
            await post(self._bot, ANSWER_TAP, parameters)
        except TelegramError as error:
            return outcome_of(error, 0)
        return Sent(0)

    async def answer_inline(self, query_id: str, page: InlinePage) -> Outcome:
        """Show what may be chosen for an inline query."""
        parameters = {"inline_query_id": query_id, **inline_answer(page)}
        for result in parameters["results"] if self._without_times else ():
            _leave_out_times(result["input_message_content"])
        try:
            await post(self._bot, ANSWER_INLINE, parameters)
        except TelegramError as error:
            outcome = outcome_of(error, 0)
            if not self._refuses_times(outcome):
                return outcome
            return await self.answer_inline(query_id, page)
        return Sent(0)

    async def _one(self, chat_id: int, message: Message) -> Outcome:
        if message.replaces is not None and message.document is None and message.pin is None:
            outcome = await self._edit(chat_id, message, message.replaces)
            if not (isinstance(outcome, Refused) and outcome.reason is Refusal.GONE):
                return outcome
        if message.document is not None:
            return await self._send_document(chat_id, message, message.document)
        if message.pin is not None:
            return await self._send_pin(chat_id, message)
        return await self._call(SEND_MESSAGE, chat_id, {**_text(message), **_around(message)})

    async def _edit(self, chat_id: int, message: Message, message_id: int) -> Outcome:
        parameters = {**_text(message), "message_id": message_id, "reply_markup": inline_keyboard(message.keyboard)}
        outcome = await self._call(EDIT_TEXT, chat_id, parameters)
        unchanged = isinstance(outcome, Refused) and outcome.reason is Refusal.UNCHANGED
        return Sent(message_id) if unchanged else outcome

    async def _send_pin(self, chat_id: int, message: Message) -> Outcome:
        pin = message.pin
        assert pin is not None  # noqa: S101  narrows the type
        place = {"latitude": pin.latitude, "longitude": pin.longitude, "title": pin.title, "address": pin.address}
        return await self._call(SEND_VENUE, chat_id, {**place, **_around(message)})

    async def _send_document(self, chat_id: int, message: Message, document: Document) -> Outcome:
        if length(message.html) > CAPTION:
            outcome = await self._one(chat_id, replace(message, document=None, keyboard=(), menu=None))
            if not isinstance(outcome, Sent):
                return outcome
            message = replace(message, html=Markup(""))
        key = hashlib.sha256(f"{document.filename}\0{document.media_type}\0".encode() + document.content).digest()
        caption = {"caption": str(message.html), "parse_mode": "HTML"} if message.html else {}
        known = self._file_ids.get(key)
        if known is not None:
            outcome = await self._call(SEND_DOCUMENT, chat_id, {"document": known, **caption, **_around(message)})
            if not (isinstance(outcome, Refused) and outcome.reason is Refusal.INVALID):
                return outcome
        upload = InputFile(document.content, filename=document.filename)
        upload.mimetype = document.media_type
        return await self._call(UPLOAD_DOCUMENT, chat_id, {"document": upload, **caption, **_around(message)}, key)

    async def _call(
        self, method: str, chat_id: int, parameters: dict[str, Any], upload: bytes | None = None
    ) -> Outcome:
        parameters["chat_id"] = chat_id
        if self._without_times:
            _leave_out_times(parameters)
        try:
            if upload is None:
                result = await post(self._bot, method, parameters)
            else:
                result = await self._bot.do_api_request(method, parameters)
        except TelegramError as error:
            outcome = outcome_of(error, chat_id)
            if not self._refuses_times(outcome):
                return outcome
            return await self._call(method, chat_id, parameters, upload)
        if upload is not None:
            self._remember(upload, result)
        return Sent(result["message_id"])

    def _refuses_times(self, outcome: Outcome) -> bool:
        """Whether it was refused for this kind of entity alone; from then on times go without it."""
        if not isinstance(outcome, Refused) or _TIME_TAG not in outcome.detail or self._without_times:
            return False
        # A server of somebody's own that is older than this kind of entity: the times can be read all the same.
        self._without_times = True
        return True

    def _remember(self, upload: bytes, result: dict[str, Any]) -> None:
        file_id = result.get("document", {}).get("file_id")
        if file_id:
            self._file_ids[upload] = file_id
            if len(self._file_ids) > _REMEMBERED:
                self._file_ids.popitem(last=False)


def _leave_out_times(parameters: dict[str, Any]) -> None:
    for name in ("text", "caption", "message_text"):
        if name in parameters:
            parameters[name] = _TIME.sub("", parameters[name])


def _text(message: Message) -> dict[str, Any]:
    return {
        "text": str(message.html),
        "parse_mode": "HTML",
        "link_preview_options": None if message.preview else _NO_PREVIEW,
    }


def _around(message: Message) -> dict[str, Any]:
    markup = inline_keyboard(message.keyboard) or reply_keyboard(message.menu)
    paid = {"allow_paid_broadcast": True} if message.paid else {}
    return {"reply_markup": markup, "disable_notification": message.silent or None, **paid}
