"""New messages of the bot's: texts, places, copies, and what it is seen doing."""

from __future__ import annotations

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.chats import Chat
from bot.rehearsal.telegram.formatted import check_length, formatted
from bot.rehearsal.telegram.markup import checked_markup
from bot.rehearsal.telegram.model import Json, bad_request
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import Happened, World

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
_POLE = 90.0
_CONTENT = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "document",
    "photo",
    "venue",
    "location",
    "sticker",
    "voice",
)


def deliver(world: World, parameters: Parameters, content: Json) -> Json:
    """Put ``content`` into the addressed chat, after everything that Telegram checks first."""
    markup = checked_markup(parameters.item("reply_markup"))
    chat = world.chats.addressed(parameters.integer("chat_id"))
    replied = _replied(chat, parameters.item("reply_parameters"))
    paid = parameters.flag("allow_paid_broadcast")
    world.flood.check(chat.id, paid=paid)
    message = world.post(chat, {**content, **replied, **_inline(chat, markup)})
    if parameters.flag("disable_notification"):
        chat.silent.add(message["message_id"])
    if paid:
        chat.paid.add(message["message_id"])
    return message


def text_of(parameters: Parameters) -> Json:
    """The text of a message with its entities, or a refusal."""
    text = formatted(parameters.text("text"), parameters.text("parse_mode"), parameters.items("entities"))
    if not text.text:
        raise bad_request("message text is empty")
    check_length(text.text, limits.TEXT, "message is too long")
    content: Json = {"text": text.text, **({"entities": text.entities} if text.entities else {})}
    preview = parameters.item("link_preview_options")
    return {**content, "link_preview_options": preview} if preview else content


def caption_of(parameters: Parameters) -> Json:
    """The caption of a file with its entities, or a refusal."""
    source = parameters.text("caption")
    text = formatted(source, parameters.text("parse_mode"), parameters.items("caption_entities"))
    check_length(text.text, limits.CAPTION, "message caption is too long")
    entities = {"caption_entities": text.entities} if text.entities else {}
    return {"caption": text.text, **entities} if text.text else {}


def send_message(world: World, parameters: Parameters) -> Json:
    """A text."""
    return deliver(world, parameters, text_of(parameters))


def send_location(world: World, parameters: Parameters) -> Json:
    """A point on the map."""
    return deliver(world, parameters, {"location": _location(parameters)})


def send_venue(world: World, parameters: Parameters) -> Json:
    """A point on the map with a name and an address."""
    location = _location(parameters)
    for name in ("title", "address"):
        if not parameters.text(name).strip():
            raise bad_request(f"venue {name} must be non-empty")
    venue = {"location": location, "title": parameters.text("title"), "address": parameters.text("address")}
    return deliver(world, parameters, {"venue": venue, "location": location})


def copy_message(world: World, parameters: Parameters) -> Json:
    """Another message's content as one of the bot's own."""
    source = world.chats.by_id.get(parameters.integer("from_chat_id"))
    original = source and source.messages.get(parameters.integer("message_id"))
    if not original:
        raise bad_request("message to copy not found")
    content = {key: original[key] for key in _CONTENT if key in original}
    return {"message_id": deliver(world, parameters, content)["message_id"]}


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """What the bot is seen doing until its next message."""
    action = parameters.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chats.addressed(parameters.integer("chat_id"))
    chat.action = action
    world.tell(Happened.ACTION, chat.id, {"action": action})
    return True


def _inline(chat: Chat, markup: Json | None) -> Json:
    if markup is None:
        return {}
    if "inline_keyboard" in markup:
        return {"reply_markup": markup}
    chat.reply_keyboard = None if markup.get("remove_keyboard") else markup
    return {}


def _replied(chat: Chat, reply: Json | None) -> Json:
    if not reply:
        return {}
    replied = chat.messages.get(int(reply.get("message_id", 0)))
    if replied is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {key: value for key, value in replied.items() if key != "reply_to_message"}}


def _location(parameters: Parameters) -> Json:
    latitude, longitude = parameters.real("latitude"), parameters.real("longitude")
    if not (abs(latitude) <= _POLE and abs(longitude) <= 2 * _POLE):
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


METHODS = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
