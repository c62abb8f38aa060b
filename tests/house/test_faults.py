"""tests/faults/README.md names tests that there are."""

from __future__ import annotations

import re

from tests.house.test_readme import ROOT

PAGE = ROOT / "tests" / "faults" / "README.md"


def test_every_fault_has_the_tests_that_are_named() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 14
    for row in rows:
        named = re.findall(r"`([\w./]+)`", row.split("|")[2])
        assert named, row
        source = ""
        for name in named:
            if name.endswith(".py"):
                source = (PAGE.parent / name).read_text("utf-8")
            else:
                assert f"def {name}(" in source, f"{name} is not there"
