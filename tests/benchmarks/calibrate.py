"""Fits the weights of bot/answers/confidence.py to labelled questions, and says what they are worth on others.

uv run python -m tests.benchmarks.calibrate             the weights, and the figures out of fold beside those in fold
uv run python -m tests.benchmarks.calibrate --hold 3    held more strongly to zero
uv run python -m tests.benchmarks.calibrate --semantic FOLDER    what the optional model adds (SURE of meaning.py)

A fold is a set of questions by other writers or about another event; its figures out of fold are by a fit that saw
none of the questions that are judged. The other weights and the vocabulary were made with all sets in view, and stay.
"""

from __future__ import annotations

import argparse
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from bot.answers.confidence import ANSWER, GENERAL, Calibration
from bot.answers.engine import Engine
from bot.answers.meaning import SURE, Near, told
from bot.answers.model import Question
from bot.answers.social import social
from bot.event.lexicon import load_lexicon
from bot.event.load import load
from bot.semantic.vectors import Vectors, laid_out
from tests.benchmarks.logistic import Row, Weights, fitted, sure
from tests.benchmarks.measures import calibration_error
from tests.questions.judging import Verdict
from tests.questions.reading import PUBLIC, Kind, questions
from tests.questions.sets import SEEN, Questions

BINS = 10
PARTS = 4
"""What is asked of every event is held out in so many parts."""
HEAD = "| questions | by | n | log loss | Brier | calibration error | answered | … wrongly | off topic answered |"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question that is not answered from the programme, with its evidence."""

    fold: str
    text: str
    off_topic: bool
    row: Row


@dataclass(slots=True)
class Recorder:
    """Stands in for the calibration and keeps what it is asked about."""

    seen: list[Mapping[str, float]] = field(default_factory=list)

    def sure(self, seen: Mapping[str, float], *_: object) -> float:
        """As shipped, without an embedding model."""
        self.seen.append(seen)
        return Calibration().sure(seen)


def main() -> int:
    """Print the figures, then the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold", type=float, default=1.0, help="strength of the ridge (1)")
    parser.add_argument(
        "--semantic", type=Path, metavar="FOLDER", help="with the optional model, its vectors kept there"
    )
    options = parser.parse_args()
    hold, (name, shipped) = options.hold, ("SURE", SURE) if options.semantic else ("GENERAL", GENERAL)
    every = [each for asked in SEEN for each in labelled(asked, options.semantic)]
    whole = fitted([each.row for each in every], hold)
    print(f"{HEAD}\n{'| --- ' * 9}|")
    unseen: list[tuple[Labelled, float]] = []
    for fold in dict.fromkeys(each.fold for each in every):
        inside = held_out(every, fold)
        others = fitted([each.row for each in outside(every, inside)], hold)
        unseen += _by(others, inside)
        _print(
            fold, {"shipped": _by(shipped, inside), "in fold": _by(whole, inside), "out of fold": _by(others, inside)}
        )
    _print("all", {"shipped": _by(shipped, every), "in fold": _by(whole, every), "out of fold": unseen})
    print(f"\n{as_code(whole, len(every), sum(each.off_topic for each in every), name, shipped)}")
    return 0


def labelled(asked: Questions, semantic: Path | None) -> Iterator[Labelled]:
    """The questions of the files that are there; small talk, follow-ups and pairs have no confidence of this kind."""
    if asked.folder is None:
        return
    event, recorder = load(asked.folder), Recorder()
    engine = Engine(event, load_lexicon(asked.folder), cast("Calibration", recorder))
    vectors = None if semantic is None else Vectors(semantic)
    if vectors is not None:
        engine.understand(laid_out(vectors, engine.texts, engine.senses))
    for path in asked.files:
        fold = path.stem if path.parent == PUBLIC else asked.name
        for each in questions(path, event) if path.exists() else ():
            heard = engine.ear.hear(each.text)
            if not each.alone or each.kind is Kind.SOCIAL or social(heard) is not None:
                continue
            recorder.seen.clear()
            vector = None if vectors is None else vector_of(vectors, each.text)
            answer = engine._one(heard, Question(each.text, each.at), vector)
            if recorder.seen:
                right = each.answerable and Verdict(each, answer).top1
                row = Row(recorder.seen[-1], right)
                if vector is not None and engine.meanings is not None:
                    row = beyond_words(row, engine.meanings.near(vector), answer.candidates[0].id)
                yield Labelled(fold, each.text, each.kind is Kind.OFF_TOPIC, row)
    if vectors is not None:
        vectors.keep(engine.texts)


def vector_of(vectors: Vectors, text: str) -> tuple[float, ...]:
    """A question's vector, kept beside those of the event's texts: so a second fit takes seconds."""
    if vectors.lacking((("question", text),)):
        vectors.learn(text)
    return vectors.of(text)


def beyond_words(row: Row, near: Near, best: str) -> Row:
    """The same question, with what nearness says; what words say is not learned anew."""
    words = sum(GENERAL.get(name, 0.0) * value for name, value in row.seen.items())
    meant = told(near, best)
    beside = {name: row.seen[name] for name in SURE if name not in meant and name in row.seen}
    return Row({**beside, **meant}, row.right, words)


def held_out(every: Iterable[Labelled], fold: str) -> list[Labelled]:
    """The questions of this fold; of those that other folds ask too (what is off topic) a part that differs by fold."""
    known = list(every)
    elsewhere = {each.text for each in known if each.fold != fold}
    part = zlib.crc32(fold.encode()) % PARTS
    return [
        each
        for each in known
        if each.fold == fold and (each.text not in elsewhere or zlib.crc32(each.text.encode()) % PARTS == part)
    ]


def outside(every: Iterable[Labelled], held: Iterable[Labelled]) -> list[Labelled]:
    """All that is not of their fold, and no question that is among them."""
    out = list(held)
    folds, texts = {each.fold for each in out}, {each.text for each in out}
    return [each for each in every if each.fold not in folds and each.text not in texts]


def as_code(weights: Weights, count: int, off_topic: int, name: str = "GENERAL", shipped: Weights = GENERAL) -> str:
    """The weights as confidence.py (or meaning.py) holds them."""
    names = [*shipped, *(name for name in weights if name not in shipped)]
    lines = [f'    "{name}": {round(weights[name], 2)},' for name in names if name in weights]
    learned = f'"""Learned from {count} questions, {off_topic} of them off topic (logistic regression)."""'
    return "\n".join((f"{name}: Mapping[str, float] = {{", *lines, "}", learned))


def _by(weights: Weights, rows: Iterable[Labelled]) -> list[tuple[Labelled, float]]:
    return [(each, sure(weights, each.row)) for each in rows]


def _print(fold: str, said: Mapping[str, Sequence[tuple[Labelled, float]]]) -> None:
    for name, pairs in said.items():
        print(f"| {fold} | {name} | {len(pairs)} | {' | '.join(_figures(pairs))} |", flush=True)


def _figures(pairs: Sequence[tuple[Labelled, float]]) -> list[str]:
    direct = [each for each, chance in pairs if chance >= ANSWER]
    known = [each for each, _ in pairs if not each.off_topic]
    told = [each for each in direct if not each.off_topic]
    off = len(pairs) - len(known)
    return [
        f"{_mean(-math.log(max(1e-12, p if each.row.right else 1 - p)) for each, p in pairs):.3f}",
        f"{_mean((p - each.row.right) ** 2 for each, p in pairs):.3f}",
        f"{calibration_error(_curve(pairs)):.3f}",
        f"{len(told) / len(known):.1%}" if known else "–",
        f"{sum(not each.row.right for each in told) / len(known):.1%}" if known else "–",
        f"{(len(direct) - len(told)) / off:.1%} of {off}" if off else "–",
    ]


def _curve(pairs: Sequence[tuple[Labelled, float]]) -> Iterator[tuple[float, float, int]]:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for each, chance in pairs:
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, each.row.right))
    for group in bins.values():
        yield _mean(chance for chance, _ in group), _mean(right for _, right in group), len(group)


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every) if every else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
