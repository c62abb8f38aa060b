"""A call of the Bot API without files: plain JSON there and back, nothing in between that nobody reads.

``Bot.do_api_request`` makes an object of each parameter, looks for defaults that we have none of, and logs all of it
twice: a twentieth of what a broadcast costs. Errors are those of the library's ``BaseRequest.post``, which this is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from telegram import Bot
from telegram.request import RequestData


class Parameters:
    """What a ``BaseRequest`` reads of a ``RequestData``, for values that are JSON already."""

    __slots__ = ("parameters",)

    contains_files = False

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


async def post(bot: Bot, method: str, parameters: Mapping[str, Any]) -> Any:  # noqa: ANN401  JSON
    """The result of a method of the Bot API; parameters that are None are left out. Raises ``TelegramError``."""
    given = Parameters({name: value for name, value in parameters.items() if value is not None})
    return await bot.request.post(f"{bot.base_url}/{method}", cast("RequestData", given))
