"""Changes to messages that are there: their text, their keyboard, their end, reactions."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.chats import Chat
from bot.rehearsal.telegram.markup import checked_markup
from bot.rehearsal.telegram.methods.sending import caption_of, text_of
from bot.rehearsal.telegram.model import Json, bad_request
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import Happened, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_WRITTEN = ("text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options")


def edit_message_text(world: World, parameters: Parameters) -> Json:
    """Another text and keyboard; a keyboard that is not given is taken away."""
    written = text_of(parameters) | _keyboard(parameters)
    return _edited(world, parameters, written, "text")


def edit_message_caption(world: World, parameters: Parameters) -> Json:
    """Another caption and keyboard under a file."""
    return _edited(world, parameters, caption_of(parameters) | _keyboard(parameters), None)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    """Another keyboard, or none, under the same text."""
    chat, message = _own(world, parameters)
    kept = {key: message[key] for key in _WRITTEN if key in message and key != "reply_markup"}
    return _rewritten(world, chat, message, kept | _keyboard(parameters))


def delete_message(world: World, parameters: Parameters) -> bool:
    """Takes a message away for everyone, within two days."""
    chat = world.chats.addressed(parameters.integer("chat_id"))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - datetime.fromtimestamp(message["date"], UTC) > limits.DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    world.tell(Happened.DELETED, chat.id, {"message_id": message["message_id"]})
    return True


def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """A reaction of the bot's to a message."""
    chat = world.chats.addressed(parameters.integer("chat_id"))
    message_id = parameters.integer("message_id")
    if message_id not in chat.messages:
        raise bad_request("message to react not found")
    reactions = parameters.items("reaction") or []
    if any(not isinstance(one, dict) or one.get("type") != "emoji" for one in reactions) or len(reactions) > 1:
        raise bad_request("REACTION_INVALID")
    emoji = [one["emoji"] for one in reactions]
    world.tell(Happened.REACTION, chat.id, {"message_id": message_id, "emoji": emoji})
    return True


def _keyboard(parameters: Parameters) -> Json:
    markup = checked_markup(parameters.item("reply_markup"), inline_only=True)
    return {"reply_markup": markup} if markup else {}


def _own(world: World, parameters: Parameters) -> tuple[Chat, Json]:
    chat = world.chats.addressed(parameters.integer("chat_id"))
    message_id = parameters.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(world: World, parameters: Parameters, written: Json, needed: str | None) -> Json:
    chat, message = _own(world, parameters)
    if needed is not None and needed not in message:
        raise bad_request(f"there is no {needed} in the message to edit")
    return _rewritten(world, chat, message, written)


def _rewritten(world: World, chat: Chat, message: Json, written: Json) -> Json:
    if {key: message[key] for key in _WRITTEN if key in message} == written:
        raise bad_request(_NOT_MODIFIED)
    # A new object: whoever holds the message as it was keeps it as it was.
    kept = {key: value for key, value in message.items() if key not in _WRITTEN}
    edited = {**kept, **written, "edit_date": int(world.now().timestamp())}
    chat.messages[message["message_id"]] = edited
    world.tell(Happened.EDITED, chat.id, edited)
    return edited


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "setMessageReaction": set_message_reaction,
}
