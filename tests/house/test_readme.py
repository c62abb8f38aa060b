"""The README tells the truth: each of its commands runs, each of its links leads somewhere."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]
# The test command itself would run the tests within the tests; what opens a browser is tried with --text.
NOT_HERE = {"pip install uv && uv run pytest"}
FIRST = "pip install uv && uv run daleel rehearse"


def run(command: str, folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command of the README as a reader would, in ``folder``, with this interpreter."""
    python = f"{shlex.quote(sys.executable)} -m bot"
    command = command.replace("pip install uv && ", "").replace("uv run daleel", python)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    return subprocess.run(  # noqa: S602 - the README's own lines, pipes and all
        command,
        shell=True,
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_commands_run_in_order(tmp_path: Path) -> None:
    for command in COMMANDS:
        if command in NOT_HERE:
            continue
        done = run(f"{command} --text" if command == FIRST else command, tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_first_question_is_answered_from_the_facts(tmp_path: Path) -> None:
    answer = run('uv run daleel ask "كم رسم التسجيل وأين أدفعه؟"', tmp_path).stdout
    assert re.search(r"75[,.]?000|٧٥[٬٫,.]?٠٠٠", answer), answer
    assert re.search(r"50|٥٠", answer)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_a_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_both_commands_stand_as_they_are_promised() -> None:
    assert COMMANDS[:2] == [FIRST, "pip install uv && uv run pytest"]
