"""How long a large event takes to load; `uv run python -m tests.benchmarks.test_loading` prints it."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import pytest

from bot.event.load import load
from bot.event.programme import Programme
from tests.events.large import write_large


def seconds_to_load(folder: Path, times: int = 5) -> list[float]:
    """Processor time of several loadings, each with the index of its programme."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        Programme(load(folder))
        taken.append(time.process_time() - start)
    return taken


@pytest.mark.slow
def test_a_thousand_sessions_and_five_hundred_facts_load_in_less_than_a_second(tmp_path: Path) -> None:
    folder = write_large(tmp_path / "large")
    assert min(seconds_to_load(folder)) < 1.0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        found = seconds_to_load(write_large(Path(name) / "large"))
        print(f"1,000 sessions, 500 facts: median {statistics.median(found):.2f} s, best {min(found):.2f} s")
