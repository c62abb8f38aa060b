"""The fake Telegram: one bot's Bot API over a remembered world; refuses as Telegram does, fails when told to."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock, SystemClock
from bot.rehearsal.telegram.faults import Break, Fault, Faults
from bot.rehearsal.telegram.methods import METHODS
from bot.rehearsal.telegram.model import Json, Person, Refused, Response, Upload, bad_request
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.phone import Phone
from bot.rehearsal.telegram.world import World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-rehearsal"  # noqa: S105 - opens nothing, it is the fake's own
_BLAMELESS = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message to delete not found",
    "message can't be deleted",
    "chat not found",
    "group chat was upgraded",
)
"""Refusals that circumstances can bring about; every other 400 is a fault of the bot's."""

Judge = Callable[[str, Mapping[str, Any], Mapping[str, Upload]], list[str]]
"""Says what is wrong with a request: its method, its parameters, its files."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came, with how it was answered (None while it is under way or was lost)."""

    method: str
    values: Mapping[str, Any]
    status: int | None


@dataclass(slots=True, repr=False)
class FakeTelegram:
    """Both transports speak to one of these. ``violations`` collects what the bot did wrong, for tests to look at."""

    clock: Clock = field(default_factory=SystemClock)
    monotonic: Callable[[], float] = time.monotonic
    token: str = TOKEN
    username: str = "daleel_rehearsal_bot"
    faults: Faults = field(default_factory=Faults)
    judges: list[Judge] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    remember_requests: bool = False
    first_update: int = 100_000
    world: World = field(init=False)

    def __post_init__(self) -> None:
        identity: Json = {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Daleel",
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        self.world = World(identity, self.clock, self.monotonic)
        self.world.updates.number_from(self.first_update)

    def phone(self, person: Person) -> Phone:
        """What this person holds in their hand."""
        return Phone(self.world, person)

    def fault_for(self, method: str, values: Mapping[str, Any]) -> Fault | None:
        """The planned fault that this request runs into; the transport plays it."""
        return self.faults.take(method, _chat_id(values))

    async def call(
        self, token: str, method: str, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Response:
        """Carry out one request, faults aside."""
        try:
            response = Response.ok(await self._carried_out(token, method, values, files or {}))
        except Refused as refusal:
            self._blame(method, refusal)
            response = refusal.response()
        if self.remember_requests:
            self.requests.append(Request(method, values, response.status))
        return response

    async def _carried_out(
        self, token: str, method: str, values: Mapping[str, Any], files: Mapping[str, Upload]
    ) -> object:
        if token != self.token:
            raise Refused(401, "Unauthorized")
        carry_out = METHODS.get(method.lower())
        if carry_out is None:
            self.violations.append(f"{method}: the rehearsal does not know this method")
            raise Refused(404, "Not Found")
        for judge in self.judges:
            self.violations += judge(method, values, files)
        try:
            result = carry_out(self.world, Parameters(values, files))
            return await result if inspect.isawaitable(result) else result
        except (TypeError, KeyError, AttributeError, ValueError) as fault:
            # A value of a shape that nobody expects: Telegram answers 400, and we want to hear of it.
            raise bad_request(f"can't parse the request: {fault!r}") from fault

    def _blame(self, method: str, refusal: Refused) -> None:
        words = refusal.description.removeprefix("Bad Request: ")
        if refusal.status == 400 and not words.startswith(_BLAMELESS):  # noqa: PLR2004 - an HTTP status
            self.violations.append(f"{method}: {refusal.description}")


def played(fault: Fault | None) -> Break | None:
    """The broken connection to play, if the fault is one; a planned refusal is raised."""
    if isinstance(fault, Refused):
        raise fault
    return fault if isinstance(fault, Break) else None


def _chat_id(values: Mapping[str, Any]) -> int:
    try:
        return int(values.get("chat_id") or 0)
    except (TypeError, ValueError):
        return 0
