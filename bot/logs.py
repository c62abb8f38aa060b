"""The log: lines for people on a terminal, JSON otherwise; never a token in it, and nobody's text."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.types import EventDict, Processor

from bot.settings import LogFormat, LogLevel

_SECRETS = (
    re.compile(r"(?<!\d)(\d{5,20}):[A-Za-z0-9_-]{20,100}"),  # a bot's token, as in /bot123:…/getMe
    re.compile(r"(?<=://)([^/\s:@]+):[^/\s@]+(?=@)"),  # the password in a database's URL
)
_FRAMES = 12
_TALKATIVE = ("telegram", "aiohttp", "apscheduler", "sqlalchemy", "alembic", "aiosqlite", "asyncio", "uvicorn")
"""Libraries whose chatter below a warning could quote what people wrote."""


def configure(log_format: LogFormat = "auto", level: LogLevel = "info", stream: TextIO | None = None) -> None:
    """Send everything that is logged, ours and the libraries', to ``stream`` (stderr)."""
    output = stream or sys.stderr
    human = log_format == "human" or (log_format == "auto" and output.isatty())
    threshold = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if human else "iso", utc=not human),
    ]
    renderer: Processor = (
        # The default formatter of exceptions shows local variables, and with them what people wrote.
        structlog.dev.ConsoleRenderer(colors=output.isatty(), exception_formatter=structlog.dev.plain_traceback)
        if human
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    exceptions = structlog.processors.format_exc_info if level == "debug" else without_words
    handler = logging.StreamHandler(output)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, exceptions, masked, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(threshold)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def without_words(logger: Any, method: str, event: EventDict) -> EventDict:  # noqa: ANN401  structlog's signature
    """Tell of an exception what it is and where it was raised. Its words may quote a person: only "debug" has them."""
    del logger, method
    raised = event.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event.update(without_text(error))
    return event


def without_text(error: BaseException) -> dict[str, object]:
    """The kinds of an error and its causes, and where it was raised."""
    kinds = [type(one).__name__ for one in _chain(error)]
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": " < ".join(kinds), "at": places}


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while True:
        cause = chain[-1].__cause__ or chain[-1].__context__
        if cause is None or cause in chain:
            return chain
        chain.append(cause)


def masked(logger: Any, method: str, event: EventDict) -> EventDict:  # noqa: ANN401  structlog's signature
    """Hide whatever looks like a secret, wherever it stands."""
    del logger, method
    for key, value in event.items():
        event[key] = _without_secrets(value)
    return event


def _without_secrets(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        for secret in _SECRETS:
            value = secret.sub(r"\1:…", value)
        return value
    if isinstance(value, list | tuple):
        return [_without_secrets(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_secrets(one) for key, one in value.items()}
    return value
