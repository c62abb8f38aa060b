"""`daleel rehearse` from outside: pipes, ports, Ctrl-C; and the chat over text from inside."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands.rehearsal import Plan, talker_of
from bot.installation import CATALOGS, DEMO_EVENT
from bot.rehearsal.pace import first_morning
from bot.rehearsal.people import ARABIC_ATTENDEE, ENGLISH_ATTENDEE, ORGANIZER, cast
from bot.rehearsal.telegram import FakeTelegram
from bot.rehearsal.terminal import Terminal
from tests.remembered import read_catalogs, read_event
from tests.story import Story, migrated_database, telling

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "bot", "rehearse", *options]


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DALEEL_")}
    return kept | {"PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}


def run(*options: str, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        command(*options),
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )


def test_a_pipe_is_answered_line_by_line_and_its_end_is_the_end() -> None:
    done = run("--text", "--language", "ar", "--at", "2025-10-25T10:05", said="/start\n/now\n\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "المؤتمر الدولي الأول للتعليم الطبي" in done.stdout
    assert done.stdout.index("أهلاً وسهلاً") < done.stdout.index("يجري الآن")
    assert not re.search("[\u2066-\u2069]", done.stdout), "terminals show isolates as boxes"


def test_the_page_is_served_until_ctrl_c(tmp_path: Path) -> None:
    options = ("--no-browser", "--port", "0", "--language", "en", "--database", str(tmp_path / "kept.db"))
    with subprocess.Popen(  # noqa: S603 - our own command
        command(*options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    ) as process:
        assert process.stdout is not None
        where, when = process.stdout.readline(), process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", where)
        assert found
        with urllib.request.urlopen(found.group()) as page:  # noqa: S310 - this machine
            assert b'id="phone"' in page.read()
        live = urllib.request.urlopen(f"{found.group()}/rehearsal/live")  # noqa: S310 - an open page must not hold it up
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=PATIENCE)
        live.close()
    assert (process.returncode, complained) == (0, "")
    assert "07:30" in when
    assert (tmp_path / "kept.db").stat().st_size > 0


def test_a_port_that_is_taken_is_said_in_a_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--port", str(taken.getsockname()[1]))
    assert done.returncode == 69
    assert re.fullmatch(r"The port \d+ cannot be used \(.*\): name another with --port\.\n", done.stderr)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--at", "yesterday"), "'yesterday' is no time; try 2025-10-25T08:30"),
        (("--speed", "-1"), "'-1' is no speed; try 1, 10 or 60"),
        (("--speed", "nan"), "'nan' is no speed"),
    ],
)
def test_wrong_options_are_said_in_a_line(options: tuple[str, ...], words: str) -> None:
    done = run(*options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_event_with_faults_is_not_rehearsed(tmp_path: Path) -> None:
    (tmp_path / "event.yaml").write_text("id: [", "utf-8")
    done = run("--text", "--event", str(tmp_path))
    assert done.returncode == 78
    assert re.search(r"event\.yaml:\d+:\d+: ", done.stderr)
    assert "Traceback" not in done.stderr


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with telling(tmp_path / "story.db", migrated=await migrated_database(tmp_path / "empty.db")) as told:
        yield told


async def typed(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield f"{line}\n"


async def test_buttons_are_tapped_by_number_and_by_label(story: Story) -> None:
    james, output = story.attendee("James", "en"), io.StringIO()
    await Terminal(james.phone, output).converse(typed("/schedule", "1", "☆ Add to my agenda"), story.settles)
    said = output.getvalue()
    assert "[1] 1" in said
    assert "Registration and Welcome" in said
    assert re.search(r"^\(.*10 minutes.*\)$", said, re.MULTILINE), "the toast is printed in brackets"
    assert [len(story.fake.world.taps), story.fake.violations] == [2, []]


async def test_places_files_and_links_are_printed(story: Story) -> None:
    james, output = story.attendee("James", "en"), io.StringIO()
    await Terminal(james.phone, output).converse(typed("/venue", "/schedule", "1", "📅 Calendar file"), story.settles)
    assert "\N{ROUND PUSHPIN} Karbala" in output.getvalue()
    assert re.search(r"\N{PAPERCLIP} \S+\.ics \(\d+ B\)", output.getvalue())


@pytest.mark.parametrize(
    ("language", "organizer", "talker"),
    [("ar", False, ARABIC_ATTENDEE), ("en", False, ENGLISH_ATTENDEE), ("ar", True, ORGANIZER), ("en", True, ORGANIZER)],
)
def test_who_talks_is_chosen_by_language_and_role(language: str, organizer: bool, talker: int) -> None:
    event = read_event(DEMO_EVENT)
    plan = Plan(DEMO_EVENT, event.zone, language, first_morning(event), 1.0, Path("unused.db"), organizer=organizer)
    arabic, english = (read_catalogs(CATALOGS).texts(code, event.zone) for code in ("ar", "en"))
    roles = cast(FakeTelegram(), arabic, english, organizer=arabic)
    assert talker_of(plan, roles).person.id == talker
