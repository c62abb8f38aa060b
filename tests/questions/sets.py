"""The sets of questions that there are: each an event with its engine and the files that ask about it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.answers.engine import Engine
from bot.event.lexicon import load_lexicon
from bot.event.load import load
from bot.event.model import Event
from tests.events.large import write_large
from tests.paraphrases.generator import Paraphrase, paraphrases
from tests.paraphrases.typos import misspelt
from tests.questions.judging import Answering, Verdict, judge
from tests.questions.meaning import understanding
from tests.questions.reading import EXAM, HERE, PUBLIC, Asked, Kind, questions

ROOT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Questions:
    """Files of questions about one event; the event of folder None is the large one, written when it is needed."""

    name: str
    folder: Path | None
    files: tuple[Path, ...] = ()

    @contextmanager
    def asked(self, vectors: Path | None = None) -> Iterator[tuple[Event, Answering]]:
        """The event and its engine, as the bot makes them; with the optional model if ``vectors`` is its folder."""
        with TemporaryDirectory() as made:
            folder = self.folder or write_large(Path(made) / "large")
            plain = engine(folder)
            yield plain.event, understanding(plain, vectors) if vectors else plain

    def verdicts(self, event: Event, answering: Answering) -> list[Verdict]:
        """Every question of the files that are there, judged."""
        return [judge(answering, each) for path in self.files if path.exists() for each in questions(path, event)]


def engine(folder: Path) -> Engine:
    """The engine of an event, as the bot makes it."""
    return Engine(load(folder), load_lexicon(folder))


EVENTS = ROOT / "tests/events"


def _ours(*names: str) -> tuple[Path, ...]:
    return tuple(HERE / f"{name}.tsv" for name in names)


EVERYWHERE = (
    "offtopic-3",
    "offtopic-4",
    "offtopic-5",
    "offtopic-6",
    "offtopic-7",
    "offtopic-8",
    "offtopic-9",
    "offtopic-10",
)
"""What no event answers, asked of all of them."""
DEMO = Questions(
    "demo", ROOT / "data", _ours("isumec", "offtopic", "social", "conversations", "hurried-demo", *EVERYWHERE)
)
SAMPLE = Questions(
    "sample",
    EVENTS / "sample",
    (PUBLIC / "questions-1.tsv", PUBLIC / "questions-2.tsv", *_ours("hurried-sample", *EVERYWHERE)),
)
DEVDAYS = Questions("devdays", EVENTS / "devdays", _ours("devdays", "hurried-devdays", "offtopic-2", *EVERYWHERE))
DENTAL = Questions(
    "dental", EVENTS / "dental", _ours("dental", "hurried-dental", "formal-dental", "offtopic-2", *EVERYWHERE)
)
TARJAMA = Questions("tarjama", EVENTS / "tarjama", _ours("tarjama", "hurried-tarjama", *EVERYWHERE))
WATER = Questions("water", EVENTS / "water", _ours("water", "hurried-water", *EVERYWHERE))
ORTHOPAEDICS = Questions("orthopaedics", EVENTS / "orthopaedics", _ours("orthopaedics", *EVERYWHERE))
RENEWABLES = Questions("renewables", EVENTS / "renewables", _ours("renewables", *EVERYWHERE))
PHARMACY = Questions("pharmacy", EVENTS / "pharmacy", _ours("pharmacy", *EVERYWHERE))
ARCHIVES = Questions("archives", EVENTS / "archives", _ours("archives", *EVERYWHERE))
FINTECH = Questions("fintech", EVENTS / "fintech", _ours("fintech", *EVERYWHERE))
NURSING = Questions("nursing", EVENTS / "nursing", _ours("nursing", *EVERYWHERE))
PROBED = (DEMO, SAMPLE, DEVDAYS, DENTAL, TARJAMA, WATER)
"""The events for which it is known what answers each everyday intent."""
SEEN = (*PROBED, ORTHOPAEDICS, RENEWABLES, PHARMACY, ARCHIVES, FINTECH, NURSING)
"""All events whose questions the engine may be tuned on."""
LARGE = Questions("large", None)


def unseen(folder: Path = EXAM) -> list[Questions]:
    """The exam: events that the engine was not built with, each a folder with a file of questions beside it."""
    shared = sorted(folder.glob("offtopic*.tsv"))
    events = sorted(path.parent for path in folder.glob("*/event.yaml"))
    return [Questions(each.name, each, (each.with_suffix(".tsv"), *shared)) for each in events]


def with_slips(asked: Questions, event: Event, answering: Answering, seed: int = 1) -> list[Verdict]:
    """Every answerable question of a set that stands alone, with one slip of the thumb in it."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    every = [each for path in asked.files if path.exists() for each in questions(path, event)]
    alone = [each for each in every if each.answerable and each.alone and not each.typo]
    slips = [replace(each, text=misspelt(each.text, rng), typo=True) for each in alone]
    return [judge(answering, slip) for slip, each in zip(slips, alone, strict=True) if slip.text != each.text]


def paraphrased(event: Event, answering: Answering, count: int, seed: int = 1) -> list[tuple[str, Verdict]]:
    """Paraphrases of an event's programme, judged, each with its intent."""
    return [(each.intent, judge(answering, as_asked(each))) for each in paraphrases(event, count, seed)]


def as_asked(each: Paraphrase) -> Asked:
    """A paraphrase as a question that expects exactly its sets."""
    language = "en" if each.variety == "en" else "ar"
    return Asked(each.question, each.variety, Kind.SCHEDULE, each.at, language, sessions=each.accepted, typo=each.typo)
