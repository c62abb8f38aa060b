"""Files that were uploaded once and can be sent again or fetched."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.model import Json, Refused, Upload, bad_request
from bot.rehearsal.telegram.parameters import Parameters

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER = 24
_JPEG = b"\xff\xd8\xff"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(slots=True)
class Files:
    """Uploads by file_id."""

    by_id: dict[str, Upload] = field(default_factory=dict)

    def keep(self, upload: Upload) -> str:
        """Keep a file; its file_id."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > limits.UPLOAD_BYTES:
            raise Refused(413, "Request Entity Too Large")
        file_id = f"rehearsal-file-{len(self.by_id) + 1:06d}"
        self.by_id[file_id] = upload
        return file_id

    def sent(self, parameters: Parameters, name: str) -> tuple[str, Upload]:
        """The file that a request sends under ``name``: uploaded now, or an earlier one by its id."""
        upload = parameters.upload(name)
        if upload is not None:
            return self.keep(upload), upload
        file_id = parameters.text(name)
        if not file_id:
            raise bad_request(f"there is no {name} in the request")
        if file_id not in self.by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return file_id, self.by_id[file_id]

    def described(self, file_id: str) -> Json:
        """The Bot API's File."""
        if file_id not in self.by_id:
            raise bad_request("invalid file_id")
        return {**_ids(file_id, self.by_id[file_id]), "file_path": f"documents/{file_id}"}

    def at(self, path: str) -> Upload | None:
        """The file behind a file_path."""
        return self.by_id.get(path.rpartition("/")[2])

    def document(self, file_id: str) -> Json:
        """The Bot API's Document."""
        upload = self.by_id[file_id]
        return {**_ids(file_id, upload), "file_name": upload.filename, "mime_type": upload.media_type}

    def photo(self, file_id: str) -> list[Json]:
        """The Bot API's PhotoSizes (one); refused when it is no picture."""
        upload = self.by_id[file_id]
        size = picture_size(upload.content)
        if size is None or len(upload.content) > limits.PHOTO_BYTES:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > limits.PHOTO_SIDES or max(size) > limits.PHOTO_RATIO * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return [{**_ids(file_id, upload), "width": size[0], "height": size[1]}]


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG picture; None when it is neither."""
    if content.startswith(_PNG) and len(content) >= _PNG_HEADER:
        width, height = struct.unpack(">II", content[16:_PNG_HEADER])
        return (width, height) if width and height else None
    return _jpeg_size(content) if content.startswith(_JPEG) else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == _JPEG[2]:
        if content[position + 1] in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int(struct.unpack(">H", content[position + 2 : position + 4])[0])
    return None


def _ids(file_id: str, upload: Upload) -> Json:
    return {"file_id": file_id, "file_unique_id": f"unique-{file_id}", "file_size": len(upload.content)}
