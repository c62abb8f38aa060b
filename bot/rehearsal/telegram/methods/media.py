"""Files of the bot's: documents, photos, and fetching what people sent."""

from __future__ import annotations

from bot.rehearsal.telegram.methods.sending import caption_of, deliver
from bot.rehearsal.telegram.model import Json
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import World


def send_document(world: World, parameters: Parameters) -> Json:
    """A file with an optional caption."""
    caption = caption_of(parameters)
    file_id, _ = world.files.sent(parameters, "document")
    return deliver(world, parameters, {"document": world.files.document(file_id), **caption})


def send_photo(world: World, parameters: Parameters) -> Json:
    """A picture with an optional caption."""
    caption = caption_of(parameters)
    file_id, _ = world.files.sent(parameters, "photo")
    return deliver(world, parameters, {"photo": world.files.photo(file_id), **caption})


def get_file(world: World, parameters: Parameters) -> Json:
    """Where a file can be fetched."""
    return world.files.described(parameters.text("file_id"))


METHODS = {"sendDocument": send_document, "sendPhoto": send_photo, "getFile": get_file}
