"""What a person on the page does, as a request of the page says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.rehearsal.telegram import Phone, Upload
from bot.rehearsal.telegram.model import Json

_PAGE = Path(__file__).parent / "page"
_STICKER = {
    "file_id": "sticker",
    "file_unique_id": "sticker",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "\N{SMILING FACE WITH SMILING EYES}",
}
_SHRINE = {"latitude": 32.616389, "longitude": 44.0325}


def _writes(phone: Phone, request: Json) -> Json:
    return phone.writes(str(request["text"]))


def _starts(phone: Phone, request: Json) -> Json:
    return phone.starts(str(request.get("parameter", "")))


def _taps(phone: Phone, request: Json) -> Json:
    return {"tap": phone.taps(int(request["message_id"]), str(request["data"])).id}


def _edits(phone: Phone, request: Json) -> Json:
    return phone.edits(int(request["message_id"]), str(request["text"]))


def _photo(phone: Phone, _: Json) -> Json:
    return phone.attaches(Upload("photo.png", (_PAGE / "photo.png").read_bytes(), "image/png"), "photo")


def _sticker(phone: Phone, _: Json) -> Json:
    return phone.sends({"sticker": _STICKER})


def _location(phone: Phone, _: Json) -> Json:
    return phone.sends({"location": _SHRINE})


def _blocks(phone: Phone, _: Json) -> Json:
    phone.blocks()
    return {}


def _unblocks(phone: Phone, _: Json) -> Json:
    phone.unblocks()
    return {}


DOINGS: Mapping[str, Callable[[Phone, Json], Json]] = {
    "writes": _writes,
    "starts": _starts,
    "taps": _taps,
    "edits": _edits,
    "photo": _photo,
    "sticker": _sticker,
    "location": _location,
    "blocks": _blocks,
    "unblocks": _unblocks,
}
"""By the last part of the address posted to; a missing or impossible value raises KeyError or ValueError."""
