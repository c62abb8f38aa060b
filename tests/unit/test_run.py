"""What prevents `daleel run`: one clear line, the right exit code, no secret and no traceback."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.__main__ import main

SAMPLE = Path(__file__).parents[1] / "events" / "sample"
TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz"  # noqa: S105
NOBODY = "http://127.0.0.1:9"

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run the command in an empty folder with these settings; its exit code and what it said."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DALEEL_")]:
        monkeypatch.delenv(name)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def run(*arguments: str, **settings: str) -> tuple[int, str]:
        for name, value in settings.items():
            monkeypatch.setenv(f"DALEEL_{name.upper()}", value)
        code = main(["run", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    yield run
    root.handlers[:], root.level = handlers, level


def test_no_token(run: Run) -> None:
    code, said = run()
    assert code == 78
    assert "BotFather" in said
    assert "DALEEL_TOKEN=" in said
    assert "daleel rehearse" in said


def test_every_wrong_setting_is_told_at_once(run: Run) -> None:
    code, said = run(token="secret", organizers="zainab", rate_total="fast", evnt="x")  # noqa: S106
    assert code == 78
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "DALEEL_TOKEN",
        "DALEEL_ORGANIZERS",
        "DALEEL_RATE_TOTAL",
        "DALEEL_EVNT",
    ]
    assert "secret" not in said


def test_no_token_is_told_beside_other_faults(run: Run) -> None:
    code, said = run(rate_total="fast")
    assert code == 78
    assert said.startswith("DALEEL_RATE_TOTAL")
    assert "There is no token" in said


def test_a_wrong_token_is_not_called_missing(run: Run) -> None:
    _, said = run(token="secret", rate_total="fast")  # noqa: S106
    assert "There is no token" not in said


def test_no_network(run: Run) -> None:
    code, said = run("--event", str(SAMPLE), token=TOKEN, api_url=NOBODY)
    assert code == 69
    assert said.startswith(f"{NOBODY} cannot be reached")
    assert "Traceback" not in said


def test_a_token_that_telegram_does_not_know(run: Run) -> None:
    class Unauthorized(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b'{"ok":false,"error_code":401,"description":"Unauthorized"}'
            self.send_response(401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Unauthorized) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        code, said = run(event=str(SAMPLE), token=TOKEN, api_url=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()
    assert code == 78
    assert "Telegram refuses the token 123456789:…" in said
    assert "BotFather" in said
    assert TOKEN not in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_database_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "daleel.db").touch(0o400)
    code, said = run(event=str(SAMPLE), token=TOKEN, api_url=NOBODY)
    assert code == 69
    assert "cannot be written" in said


def test_a_database_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "daleel.db").write_text("I am a letter, not a database. " * 100)
    code, said = run(event=str(SAMPLE), token=TOKEN, api_url=NOBODY)
    assert code == 74
    assert "is not a database" in said
    assert "Traceback" not in said


def test_an_event_with_a_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "event").mkdir()
    (tmp_path / "event" / "event.yaml").write_text("id: [\n")
    code, said = run(event=str(tmp_path / "event"), token=TOKEN, api_url=NOBODY)
    assert code == 78
    assert said.startswith("event.yaml:")
    assert "daleel check" in said
    assert "Traceback" not in said
