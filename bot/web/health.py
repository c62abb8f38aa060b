"""Whether the bot is well: 200 when the database answers and intake, delivery and timers work, else 503 and why not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bot.storage.database import Database
from bot.storage.errors import DatabaseFault

PATIENCE = 3.0
"""Seconds that the database may take to answer."""


class Part(Protocol):
    """Something that must work."""

    @property
    def alive(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Health:
    """Answers /healthz: ``parts`` by what they are called. It tells nothing about people."""

    database: Database
    parts: Mapping[str, Part]

    async def __call__(self, _: Request) -> Response:
        """Look at every part."""
        reasons = [f"{name} has stopped" for name, part in self.parts.items() if not part.alive]
        if (fault := await self._fault()) is not None:
            reasons.insert(0, f"the database does not answer: {fault}")
        body = {"status": "failing" if reasons else "ok", "reasons": reasons}
        return Response(
            orjson.dumps(body),
            status_code=503 if reasons else 200,
            media_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    async def _fault(self) -> str | None:
        """The kind of fault alone: whoever asks need not learn where the database is."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.database.ping()
        except DatabaseFault as fault:
            return type(fault).__name__
        except TimeoutError:
            return "too slow"
        return None
