"""docs/operators.md tells the truth: settings, exit codes, metrics, commands, files."""

from __future__ import annotations

import asyncio
import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.commands import copies
from bot.commands import run as run_command
from bot.settings import Settings, SettingsFault, load
from bot.storage.database import Database
from tests.house.test_readme import ROOT, run

PAGE = (ROOT / "docs" / "operators.md").read_text("utf-8")
LISTED = dict(re.findall(r"^\| `(DALEEL_\w+)` \| (.+?) \|", PAGE, re.MULTILINE))


def test_every_setting_is_listed_and_no_other() -> None:
    assert set(LISTED) == {f"DALEEL_{field.name.upper()}" for field in fields(Settings)}


def test_the_defaults_are_those_of_the_code() -> None:
    given = {name: match[1] for name, text in LISTED.items() if (match := re.fullmatch(r"`(.+)`", text))}
    assert len(given) >= 10
    assert load(given, Path("nowhere")) == Settings()
    with pytest.raises(SettingsFault) as raised:
        load(dict.fromkeys(LISTED, "!"), Path("nowhere"))
    assert "there is no such setting" not in str(raised.value)


def test_the_exit_codes_are_those_of_the_code() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    names = ("OK", "UNAVAILABLE", "IO_ERROR", "TRY_LATER", "MISCONFIGURED")
    assert told == {getattr(run_command, name) for name in names}
    assert all(str(code) in (run_command.__doc__ or "") for code in told)
    assert {copies.UNAVAILABLE, copies.IO_ERROR, copies.TRY_LATER, copies.MISCONFIGURED} <= told


def test_the_metrics_are_those_of_the_code() -> None:
    source = (ROOT / "bot" / "web" / "metrics.py").read_text("utf-8")
    made = {f"daleel_{name}" for name in re.findall(r'Metric\(\s*"(\w+)"', source)}
    told = set(re.findall(r"^\| `(daleel_\w+?)(?:\{[\w,]+\})?` \|", PAGE, re.MULTILINE))
    assert made == told


def test_the_commands_run_in_order(tmp_path: Path) -> None:
    asyncio.run(empty_database(tmp_path / "daleel.db"))
    commands = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    assert [command.split()[3] for command in commands] == ["check", "backup", "restore"]
    for command in commands:
        done = run(command, tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr


async def empty_database(path: Path) -> None:
    await (await Database.open(f"sqlite:///{path}")).close()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", PAGE))))
def test_a_link_leads_somewhere(target: str) -> None:
    assert (ROOT / "docs" / target).exists()


def test_what_is_deployed_names_what_is_there() -> None:
    service, dockerfile = ((ROOT / "deploy" / name).read_text("utf-8") for name in ("daleel.service", "Dockerfile"))
    assert f"RestartPreventExitStatus={run_command.MISCONFIGURED}" in service
    for copied in re.findall(r"^COPY (.+) \S+$", dockerfile, re.MULTILINE):
        for name in copied.split():
            assert (ROOT / name).exists()
    environment = dict(re.findall(r"(DALEEL_\w+)=(\S+)", dockerfile))
    assert set(environment) == {"DALEEL_DATABASE_URL", "DALEEL_LISTEN"}
    assert load(environment, Path("nowhere")).listen is not None
