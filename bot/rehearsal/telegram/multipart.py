"""The body of an HTTP request → parameters and files (JSON, form, multipart/form-data)."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

from bot.rehearsal.telegram.model import Json, Upload, bad_request

_NAME = re.compile(r'\bname="((?:[^"\\]|\\.)*)"')
_FILENAME = re.compile(r'\bfilename="((?:[^"\\]|\\.)*)"')


def read_body(content_type: str, body: bytes) -> tuple[Json, dict[str, Upload]]:
    """Parameters and files of a body; `Refused` when it is none of the three."""
    kind, _, rest = content_type.partition(";")
    kind = kind.strip().lower()
    if kind == "multipart/form-data":
        return _parts(body, rest.partition("boundary=")[2].partition(";")[0].strip().strip('"'))
    if kind == "application/json":
        try:
            values = json.loads(body or b"{}")
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise bad_request("can't parse JSON")
        return values, {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)), {}


def _parts(body: bytes, boundary: str) -> tuple[Json, dict[str, Upload]]:
    values: Json = {}
    files: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary.encode())[1:]:
        head, separator, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(headers := head.decode("utf-8", "replace"))
        if not separator or name is None:
            continue
        content = content.removesuffix(b"\r\n")
        filename = _FILENAME.search(headers)
        if filename is None:
            values[name[1]] = content.decode("utf-8", "replace")
        else:
            files[name[1]] = Upload(filename[1], content, _media_type(headers))
    return values, files


def _media_type(headers: str) -> str:
    found = re.search(r"^content-type:\s*(\S+)", headers, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else "application/octet-stream"
