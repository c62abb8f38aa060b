"""How good the answers are: every measure with its interval and its bar, per set of questions, and what it costs.

uv run python -m tests.benchmarks.answers                        everything
uv run python -m tests.benchmarks.answers demo sample            some sets
uv run python -m tests.benchmarks.answers demo --failures 20     and what went wrong
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.footprint import Cost, costs
from tests.benchmarks.measures import (
    EXACT,
    HEAD,
    PLAIN,
    SEMANTIC,
    Bars,
    Share,
    calibration_error,
    reliability,
    share,
    shares,
    varieties,
)
from tests.benchmarks.picture import draw
from tests.questions.judging import Verdict, judge
from tests.questions.probe import probes
from tests.questions.reading import EXAM, Kind
from tests.questions.sets import (
    ARCHIVES,
    DEMO,
    DENTAL,
    DEVDAYS,
    FINTECH,
    LARGE,
    NURSING,
    ORTHOPAEDICS,
    PHARMACY,
    PROBED,
    RENEWABLES,
    SAMPLE,
    SEEN,
    TARJAMA,
    WATER,
    Questions,
    paraphrased,
    unseen,
    with_slips,
)

SETS = {
    "demo": (DEMO,),
    "sample": (SAMPLE,),
    "others": (DEVDAYS, DENTAL),
    "congresses": (TARJAMA, WATER),
    "later": (ORTHOPAEDICS, RENEWABLES),
    "situations": (PHARMACY, ARCHIVES),
    "corridor": (FINTECH, NURSING),
}


def main() -> int:
    """Print the tables. The failures of the exam are never listed: whoever looks at them tunes on them."""
    options = _options()
    bars = SEMANTIC if options.semantic else PLAIN
    chosen = options.sets or [*SETS, "exam", "probe", "slips", "paraphrases", "costs"]
    groups = {**SETS, "exam": tuple(unseen(options.exam))}
    curves: dict[str, list[tuple[float, float, int]]] = {}
    for name in chosen:
        if groups.get(name):
            verdicts = [verdict for each in groups[name] for verdict in _judged(each, options)]
            curves[name] = reliability(verdicts)
            _table(f"{name}: {len(verdicts)} questions", shares(verdicts, bars))
            print(f"\ncalibration error {calibration_error(curves[name]):.3f}")
            _failures(verdicts, 0 if name == "exam" else options.failures)
    if "probe" in chosen:
        _probe(options, bars)
    if "slips" in chosen:
        _slips(options, bars)
    if "paraphrases" in chosen:
        for each in (*SEEN, LARGE):
            _paraphrases(each, options)
    if "costs" in chosen:
        _table("what it costs", costs(options.semantic))
    if options.picture:
        draw(options.picture, curves)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "sets",
        nargs="*",
        choices=[*SETS, "exam", "probe", "slips", "paraphrases", "costs"],
        help="what to measure (all)",
    )
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="list so many that went wrong")
    parser.add_argument("--paraphrases", type=int, default=3000, metavar="N", help="how many of each event (3000)")
    parser.add_argument("--seed", type=int, default=1, help="of the paraphrases")
    parser.add_argument("--exam", type=Path, default=EXAM, metavar="FOLDER", help="events that nobody tuned on")
    parser.add_argument(
        "--semantic", type=Path, metavar="FOLDER", help="with the optional model, whose vectors are kept there"
    )
    parser.add_argument("--picture", type=Path, metavar="FILE", help="write the reliability curves as SVG")
    return parser.parse_args()


def _judged(asked: Questions, options: argparse.Namespace) -> list[Verdict]:
    with asked.asked(options.semantic) as (event, answering):
        return asked.verdicts(event, answering)


def _table(title: str, rows: Iterable[Share | Cost]) -> None:
    print(f"\n## {title}\n\n{HEAD}")
    for row in rows:
        print(row.row())


def _probe(options: argparse.Namespace, bars: Bars) -> None:
    """Everyday intents over all events."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for each in PROBED:
        with each.asked(options.semantic) as (event, answering):
            for intent, question in probes(each.name, event):
                groups[intent].append(judge(answering, question))
    every = [verdict for group in groups.values() for verdict in group]
    intents = [share(f"  top-1: {intent}", group, lambda v: v.top1) for intent, group in sorted(groups.items())]
    _table(f"everyday intents over {len(PROBED)} events", [*shares(every, bars), *intents])
    _failures(every, options.failures)


def _slips(options: argparse.Namespace, bars: Bars) -> None:
    """The same questions, each with a slip: how much is lost."""
    for each in SEEN:
        with each.asked(options.semantic) as (event, answering):
            verdicts = with_slips(each, event, answering)
        _table(f"{each.name} with one slip a question", shares(verdicts, bars))
        _failures(verdicts, options.failures)


def _paraphrases(asked: Questions, options: argparse.Namespace) -> None:
    with asked.asked(options.semantic) as (event, answering):
        made = paraphrased(event, answering, options.paraphrases, options.seed)
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for intent, verdict in made:
        groups[intent].append(verdict)
    every = [verdict for _, verdict in made]
    rows = [share("exact set", every, lambda v: v.exact, EXACT), *_exact(varieties(every), every)]
    rows += [share("wrong direct answers", every, lambda v: v.wrong)]
    rows += [share(f"  {intent}", group, lambda v: v.exact) for intent, group in sorted(groups.items())]
    _table(f"paraphrases of {asked.name}", rows)
    _failures(every, options.failures)


def _exact(named: Iterable[Share], every: list[Verdict]) -> list[Share]:
    def of(name: str) -> list[Verdict]:
        return [v for v in every if v.asked.typo == (name == "typo") and name in {"typo", v.asked.variety}]

    return [share(each.name, of(each.name.strip()), lambda v: v.exact, each.bar) for each in named]


def _failures(verdicts: Iterable[Verdict], most: int) -> None:
    wrong = [each for each in verdicts if not (each.right or (each.asked.kind is Kind.OFF_TOPIC and not each.direct))]
    for each in wrong[:: max(1, len(wrong) // most)][:most] if most else []:
        expected = [
            *sorted(each.asked.facts.union(*each.asked.both)),
            *(sorted(sets.needed) for sets in each.asked.sessions[:2]),
        ]
        print(f"- {each.asked.variety} {each.asked.at:%d %H:%M} {each.asked.before} {each.asked.text}")
        print(f"    expected {expected or each.asked.kind.value}")
        print(f"    {each.answer.outcome.value} {each.answer.confidence:.2f} {list(each.ranking[:5])}")


if __name__ == "__main__":
    raise SystemExit(main())
