"""The page of a rehearsal over HTTP: itself, its state, its live events, and what people do on it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.rehearsal.doings import DOINGS
from bot.rehearsal.stage import Stage
from bot.rehearsal.telegram.model import Json

PAGE = Path(__file__).parent / "page"
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_GUARDS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes(stage: Stage) -> list[BaseRoute]:
    """The page's routes, to be mounted at "/"."""
    doors = _Doors(stage)
    return [
        Route("/", doors.page),
        Route("/rehearsal/stage", doors.shown),
        Route("/rehearsal/live", doors.live),
        Route("/rehearsal/files/{file_id}", doors.file),
        Route("/rehearsal/clock", doors.clock, methods=["POST"]),
        Route("/rehearsal/people/{person_id:int}/{doing}", doors.does, methods=["POST"]),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]


class _Doors:
    """One method a route. The page is for this machine's owner: other sites' scripts are kept out."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def page(self, request: Request) -> Response:
        _keep_out_strangers(request)
        return FileResponse(PAGE / "index.html", headers=_GUARDS)

    async def shown(self, request: Request) -> Response:
        _keep_out_strangers(request)
        return _json(self._stage.shown())

    async def live(self, request: Request) -> Response:
        _keep_out_strangers(request)
        return StreamingResponse(self._stage.live.stream(), media_type="text/event-stream", headers=_GUARDS)

    async def file(self, request: Request) -> Response:
        _keep_out_strangers(request)
        upload = self._stage.fake.world.files.by_id.get(request.path_params["file_id"])
        if upload is None:
            raise HTTPException(404)
        # A document is never shown as a page of this origin.
        shown = "inline" if upload.media_type.startswith("image/") else "attachment"
        disposition = f"{shown}; filename*=utf-8''{quote(upload.filename)}"
        return Response(
            upload.content, media_type=upload.media_type, headers={**_GUARDS, "Content-Disposition": disposition}
        )

    async def clock(self, request: Request) -> Response:
        asked, pace = await _asked(request), self._stage.pace
        try:
            if "speed" in asked:
                pace.run_at(float(asked["speed"]))
            if asked.get("jump") == "next":
                stop = pace.next_stop()
                if stop is not None:
                    pace.jump(stop)
            elif "jump" in asked:
                pace.jump(datetime.fromisoformat(str(asked["jump"])))
        except (ValueError, OverflowError) as fault:
            raise HTTPException(400, str(fault)) from fault
        return _json(self._stage.clock())

    async def does(self, request: Request) -> Response:
        asked = await _asked(request)
        role = self._stage.role(request.path_params["person_id"])
        doing = DOINGS.get(request.path_params["doing"])
        if role is None or doing is None:
            raise HTTPException(404)
        try:
            return _json(doing(role.phone, asked))
        except (KeyError, ValueError, TypeError) as fault:
            raise HTTPException(400, str(fault)) from fault


async def _asked(request: Request) -> Json:
    _keep_out_strangers(request)
    # A form of another site cannot send this type without asking first, and is not allowed to.
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415)
    try:
        asked = orjson.loads(await request.body() or b"{}")
    except orjson.JSONDecodeError as fault:
        raise HTTPException(400, "not JSON") from fault
    if not isinstance(asked, dict):
        raise HTTPException(400, "not an object")
    return asked


def _keep_out_strangers(request: Request) -> None:
    host = request.headers.get("host", "").rpartition(":")
    if (host[0] or host[2]) not in _LOCAL:
        raise HTTPException(421, "the rehearsal answers on this machine only")


def _json(value: object) -> Response:
    return Response(orjson.dumps(value), media_type="application/json", headers=_GUARDS)
