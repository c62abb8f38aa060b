"""The log: for people on a terminal, JSON otherwise; never a token, never a password."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bot.chat.faults import in_full
from bot.logs import configure, without_text

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz_-"  # noqa: S105

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, configuration = list(root.handlers), root.level, structlog.get_config()
    yield
    root.handlers[:], root.level = handlers, level
    structlog.configure(**configuration)


@pytest.fixture
def lines() -> Lines:
    output = io.StringIO()
    configure("auto", "info", output)
    return lambda: [json.loads(line) for line in output.getvalue().splitlines()]


def test_json_when_it_is_no_terminal(lines: Lines) -> None:
    structlog.get_logger("bot.test").warning("Telegram cannot be reached", error="TimedOut", count=3)
    (line,) = lines()
    assert line.items() >= {"event": "Telegram cannot be reached", "error": "TimedOut", "count": 3}.items()
    assert (line["level"], line["logger"]) == ("warning", "bot.test")
    assert line["timestamp"].endswith("Z")


def test_libraries_log_the_same_way_but_not_their_chatter(lines: Lines) -> None:
    logging.getLogger("telegram.Bot").info("Calling Bot API with %s", "text of a person")
    logging.getLogger("aiohttp.client").warning("odd: %s", "header")
    (line,) = lines()
    assert (line["event"], line["logger"]) == ("odd: header", "aiohttp.client")


def test_no_secret_gets_in_wherever_it_stands(lines: Lines) -> None:
    log = structlog.get_logger("bot.test")
    log.error("https://api.telegram.org/bot%s/getMe", TOKEN, nested={"url": [f"bot{TOKEN}"]})
    log.error("database", url="postgresql://bot:hunter2@host/daleel")
    logging.getLogger("yarl").error("%s failed", f"/bot{TOKEN}/sendMessage")
    try:
        int(TOKEN)
    except ValueError:
        log.exception("failed")
    text = json.dumps(lines(), ensure_ascii=False)
    assert TOKEN not in text
    assert "hunter2" not in text
    assert "123456789:…" in text
    assert len(lines()) == 4


def test_of_an_exception_its_kind_and_place_and_not_its_words(lines: Lines) -> None:
    try:
        int("my secret question")
    except ValueError:
        structlog.get_logger("bot.test").exception("failed")
        logging.getLogger("asyncio").exception("Task exception was never retrieved")
    assert "secret" not in json.dumps(lines())
    assert [line["error"] for line in lines()] == ["ValueError", "ValueError"]
    assert all("unit/test_logs.py" in line["at"][-1] for line in lines())


def test_at_the_level_debug_an_exception_has_its_words_but_still_no_secret() -> None:
    output = io.StringIO()
    configure("json", "debug", output)
    try:
        int(f"my words {TOKEN}")
    except ValueError:
        structlog.get_logger("bot.test").exception("failed")
    assert "my words 123456789:…" in output.getvalue()
    assert TOKEN not in output.getvalue()


def test_a_line_for_people() -> None:
    output = io.StringIO()
    configure("human", "info", output)
    structlog.get_logger("bot.test").info("served", count=3)
    structlog.get_logger("bot.test").debug("not this")
    assert "served" in output.getvalue()
    assert "count=3" in output.getvalue()
    assert "not this" not in output.getvalue()


def test_a_fault_is_told_without_what_a_person_wrote() -> None:
    try:
        try:
            int("my secret question")
        except ValueError as error:
            raise KeyError("my secret question") from error
    except KeyError as error:
        told, kept = without_text(error), in_full(error)
    assert told["error"] == "KeyError < ValueError"
    assert "secret" not in repr(told)
    assert "test_logs.py" in repr(told["at"])
    assert "my secret question" in kept
