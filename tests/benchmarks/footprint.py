"""What the answer engine takes: time per question, time to begin, and memory above the bare bot."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measures import Bar
from tests.paraphrases.generator import paraphrases
from tests.questions.judging import judge
from tests.questions.reading import HERE, Asked, questions
from tests.questions.sets import DEMO, LARGE, ROOT, Questions, as_asked

MEMORY = """
import gc, json, sys
from datetime import datetime, UTC
from pathlib import Path
import bot.app
from bot.event.lexicon import load_lexicon
from bot.event.load import load
def resident():
    gc.collect()
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
folder = Path(sys.argv[1])
event = load(folder)
bare = resident()
from bot.answers.engine import Engine
from bot.answers.model import Question
engine = Engine(event, load_lexicon(folder))
if len(sys.argv) > 2:
    from tests.questions.meaning import understanding
    engine = understanding(engine, Path(sys.argv[2]))
for text in json.load(sys.stdin):
    engine.answer(Question(text, datetime.now(UTC)))
print(resident() - bare)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """A figure with its unit, and what it must and should stay below."""

    name: str
    value: float
    unit: str
    bar: Bar | None = None

    def row(self) -> str:
        """One line of the table."""
        bars = f"{self.bar.must:g} {self.unit} | {self.bar.met(self.value)}" if self.bar else " | "
        return f"| {self.name} | | {self.value:.1f} {self.unit} | | {bars} |"


def most(limit: float) -> Bar:
    """A bar that is not to be passed."""
    return Bar(limit, limit, most=True)


def costs(vectors: Path | None = None) -> list[Cost]:
    """Time with the demo event and with the large one, and memory; with the optional model if ``vectors`` is given."""
    found = [
        *_times(DEMO, "demo event", (20, 50) if vectors else (2.5, 12), vectors),
        *_times(LARGE, "1,000 sessions, 500 facts", (30, 60) if vectors else (8, 30), vectors),
    ]
    return [*found, Cost("memory above the bare bot", _memory(vectors), "MB", most(120 if vectors else 40))]


def _times(asked: Questions, name: str, bars: tuple[float, float], vectors: Path | None) -> list[Cost]:
    """``bars``: for the mean and for the 99th percentile, in milliseconds."""
    mean, p99 = bars
    begun = time.perf_counter()
    with asked.asked(vectors) as (event, answering):
        begun = time.perf_counter() - begun
        typed = _typed() + [as_asked(each) for each in paraphrases(event, 600, seed=3)]
        judge(answering, typed[0])
        spent = sorted(judge(answering, each).seconds * 1000 for each in typed)
    return [
        Cost(f"time per question, mean of {len(spent)}: {name}", sum(spent) / len(spent), "ms", most(mean)),
        Cost("… p99", spent[int(len(spent) * 0.99)], "ms", most(p99)),
        Cost("… longest", spent[-1], "ms", most(100)),
        Cost("… to load the event and to begin", begun, "s"),
    ]


def _typed() -> list[Asked]:
    with DEMO.asked() as (event, _):
        return questions(HERE / "isumec.tsv", event)


def _memory(vectors: Path | None) -> float:
    texts = json.dumps([each.text for each in _typed()[:200]])
    run = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", MEMORY, str(ROOT / "data"), *([str(vectors)] if vectors else [])],
        input=texts,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return float(run.stdout)
