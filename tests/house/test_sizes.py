"""The house stays small enough to feel at home in: sizes, first lines, names."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "bot").rglob("*.py"))
SPELLING = re.compile(r"bot/answers/")
BANNED = re.compile(r"(Manager|Helper|Utils?|Base|Info)$")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_file_is_short_says_what_it_is_for_and_holds_no_visible_arabic(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    assert source.count("\n") <= 300
    assert not tree.body or ast.get_docstring(tree), "its first line says what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is longer than 40 lines"
        if isinstance(node, ast.ClassDef):
            assert not BANNED.search(node.name), f"{node.name} names no thing of the field"
    if not SPELLING.search(relative(path)) and path.name != "__init__.py":
        words = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.search(r"[\u0621-\u064a]{2}", node.value)
            and node.value != ast.get_docstring(tree, clean=False)
        ]
        docstrings = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        }
        assert [word for word in words if word not in docstrings] == [], "visible Arabic belongs in the catalogs"


def test_most_files_and_functions_are_small() -> None:
    lines = [path.read_text("utf-8").count("\n") for path in FILES if path.stat().st_size]
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert statistics.median(lines) <= 100
    assert statistics.median(lengths) <= 10
