"""The import contracts hold, and each of them catches a planted violation: plain, lazy and under TYPE_CHECKING."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# For each contract, a module and an import that it forbids.
VIOLATIONS = {
    "Imports point downwards": ("bot/texts/localized.py", "import bot.outbox.model"),
    "Inside a feature": ("bot/agenda/store.py", "import bot.agenda.flow"),
    "Telegram has one door": ("bot/agenda/flow.py", "import telegram"),
    "SQL has one door": ("bot/agenda/flow.py", "import sqlalchemy"),
    "APScheduler has one door": ("bot/outbox/deliver.py", "import apscheduler"),
    "Babel and gettext have one door": ("bot/cards/__init__.py", "import babel"),
    "YAML has one door": ("bot/cards/__init__.py", "import yaml"),
    "Models, the programme": ("bot/event/model.py", "import asyncio"),
}

WAYS = {
    "plain": "\n{import_}\n",
    "lazy": "\n\ndef _planted() -> None:\n    {import_}\n",
    "type checking": "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {import_}\n",
}


def lint(folder: Path) -> str:
    """What the import linter says of the checkout in this folder."""
    code = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(no_cache=True))"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize("way", WAYS)
def test_each_contract_catches_a_planted_violation(tmp_path: Path, way: str) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__", "*.db"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module, import_ in VIOLATIONS.values():
        path = tmp_path / module
        path.write_text(path.read_text("utf-8") + WAYS[way].format(import_=import_), "utf-8")
    report = lint(tmp_path)
    broken = [contract for contract in VIOLATIONS if re.search(rf"^{contract}.* BROKEN\b", report, re.MULTILINE)]
    assert broken == list(VIOLATIONS), report


def test_a_package_without_a_layer_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__", "*.db"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bot" / "novelty.py").write_text('"""A module that no layer knows."""\n', "utf-8")
    assert "novelty" in lint(tmp_path)


def test_the_contracts_hold_here() -> None:
    report = lint(ROOT)
    assert "0 broken" in report, report
