"""What passes between a bot and the fake Telegram: people, uploads, answers, refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account. ``language_code`` is the language of their app; None when Telegram does not tell it."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, **self._names()}
        if self.language_code is not None:
            user["language_code"] = self.language_code
        return user

    def as_chat(self) -> Json:
        """The Bot API's Chat of the private chat with them."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> Json:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in names.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request, or that a person attached."""

    filename: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Response:
    """What Telegram answers: the HTTP status and the JSON body."""

    status: int
    body: Json

    @classmethod
    def ok(cls, result: object) -> Response:
        """The request was carried out."""
        return cls(200, {"ok": True, "result": result})


class Refused(Exception):  # noqa: N818 - the word of the field
    """Telegram says no, with its own code and words."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def response(self) -> Response:
        """The refusal as Telegram sends it."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return Response(self.status, body)


def bad_request(words: str) -> Refused:
    """400: the request is wrong, and sending it again does not help."""
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """403: the person or the chat does not take messages from the bot."""
    return Refused(403, f"Forbidden: {words}")


def too_many_requests(retry_after: int) -> Refused:
    """429: nothing was carried out; ``retry_after`` is in seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def conflict(words: str) -> Refused:
    """409: somebody else asks for the same updates."""
    return Refused(409, f"Conflict: {words}")
