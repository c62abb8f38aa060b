"""One request's parameters, native (JSON) or as strings (form), read as Telegram reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.rehearsal.telegram.model import Json, Upload, bad_request


class Parameters:
    """Values by name. A field of the wrong type is refused; a number or an object may come as a string."""

    __slots__ = ("files", "values")

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.files: Mapping[str, Upload] = files or {}

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise bad_request(f'field "{name}" must be of type String')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'field "{name}" must be a valid Number') from None

    def real(self, name: str) -> float:
        """A number; absent is refused."""
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f'there is no "{name}" in the request or it is not a number') from None

    def flag(self, name: str) -> bool:
        """A truth value: True, "true", "1" and so on."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def item(self, name: str) -> Json | None:
        """A JSON object, or None when absent."""
        value = self._decoded(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {name.replace('_', ' ')}")

    def items(self, name: str) -> list[Any] | None:
        """A JSON array, or None when absent."""
        value = self._decoded(name)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"array expected as {name.replace('_', ' ')}")

    def upload(self, name: str) -> Upload | None:
        """A file sent under this name, directly or by attach://."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)

    def _decoded(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        value = self.values.get(name)
        if not isinstance(value, str):
            return list(value) if isinstance(value, tuple) else value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
