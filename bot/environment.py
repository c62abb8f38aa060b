"""The .env file of the working folder: names and values, and every line of it that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream


def read_environment(file: Path) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The values of ``file`` (none when there is no such file) and a line for each of its faults."""
    try:
        text = file.read_text("utf-8") if file.is_file() else ""
    except (OSError, UnicodeError):
        return {}, (f"{file}: this file cannot be read as UTF-8 text. Save it anew",)
    unread = [binding.original.line for binding in parse_stream(io.StringIO(text)) if binding.error]
    if unread:
        return {}, tuple(f"{file}, line {line}: this is no setting. Write it as NAME=value" for line in unread)
    return {name: value for name, value in dotenv_values(stream=io.StringIO(text)).items() if value is not None}, ()
