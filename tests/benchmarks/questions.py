"""Typed questions through the whole bot, without the embedding: how many a second one core answers.

    uv run python -m tests.benchmarks.questions [--count 1500] [--repeated 6000] [--url postgresql://…]

First, questions that were not asked before: those of the demo event's set, each in several spellings (slips of the
thumb). Then few questions, asked over and over by many people. "One core" is 1 / CPU: what a core that has nothing else
to do would answer in a second.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from itertools import islice

from bot.event.load import load
from tests.benchmarks.serving import CHECKOUT, Load, daleel
from tests.paraphrases.typos import misspelt
from tests.questions.reading import questions
from tests.questions.sets import DEMO

NEW, REPEATED = 250, 1000
"""Bars: questions a second on one core."""
FEW = 50


def asked(most: int) -> list[str]:
    """So many different questions."""
    event, luck = load(CHECKOUT / "data"), random.Random(1)  # noqa: S311  repeatable
    first = [each.text for path in DEMO.files if path.exists() for each in questions(path, event)]
    every = dict.fromkeys(first)
    for _ in range(20):
        every |= dict.fromkeys(misspelt(text, luck) for text in first)
    return list(islice(every, most))


def told(name: str, load: Load, bar: int) -> bool:
    a_core = load.asked / load.cpu
    met = a_core >= bar and load.answered == load.asked
    print(
        f"| {name} | {load.answered} of {load.asked} | {load.micros:.0f} | {a_core:.0f} | ≥ {bar} | {load.rate:.0f} | "
        f"{'met' if met else 'NOT MET'} |",
        flush=True,
    )
    return met


async def main(count: int, repeated: int, url: str | None) -> bool:
    texts = asked(count)
    async with daleel(0.0, url) as bot:
        print("| questions | answered | CPU µs each | a second, one core | bar | a second, here | |")
        print("|---|---|---|---|---|---|---|")
        new = await bot.asked(len(texts), texts=texts, people=1000)
        met = told("new", new, NEW)
        few = texts[:: max(1, len(texts) // FEW)]
        again = await bot.asked(repeated, texts=few, people=1000)
        return told("repeated", again, REPEATED) and met


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1500, help="different questions (1500)")
    parser.add_argument("--repeated", type=int, default=6000, help="repeated ones (6000)")
    parser.add_argument("--url", help="an empty database of a server")
    given = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(given.count, given.repeated, given.url)) else 1)
