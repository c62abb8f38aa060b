"""The measures of the answer engine, each a share of questions with its 95 % interval and its bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.answers.model import Outcome
from tests.questions.judging import DIRECT, Verdict
from tests.questions.reading import Kind


@dataclass(frozen=True, slots=True)
class Bar:
    """What a measure must reach and should reach; ``most`` says that less is better."""

    must: float
    aim: float
    most: bool = False

    def met(self, value: float) -> str:
        """The word for the table."""
        sign = -1 if self.most else 1
        return "aim" if sign * value >= sign * self.aim else "must" if sign * value >= sign * self.must else "NO"


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``of`` questions."""

    name: str
    right: int
    of: int
    bar: Bar | None = None

    @property
    def value(self) -> float:
        """The share itself; 0 of none."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval at 95 % (E. B. Wilson, 1927)."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.959964, self.of, self.value
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))

    def row(self) -> str:
        """One line of the table."""
        low, high = self.interval
        bars = f"{self.bar.must:.0%} · {self.bar.aim:.0%} | {self.bar.met(self.value)}" if self.bar else " | "
        return f"| {self.name} | {self.of} | {self.value:.1%} | {low:.0%}–{high:.0%} | {bars} |"


VARIETY, EXACT = Bar(0.75, 0.85), Bar(0.88, 0.95)


@dataclass(frozen=True, slots=True)
class Bars:
    """What is demanded of each measure."""

    top1: Bar = Bar(0.80, 0.88)
    top3: Bar = Bar(0.92, 0.96)
    variety: Bar = VARIETY
    exact: Bar = EXACT
    wrong: Bar = Bar(0.02, 0.02, most=True)
    directly: Bar = Bar(0.68, 0.80)
    one_tap: Bar = Bar(0.90, 0.95)
    off_topic: Bar = Bar(0.01, 0.01, most=True)


PLAIN = Bars()
SEMANTIC = Bars(
    Bar(0.92, 0.92),
    Bar(0.98, 0.98),
    Bar(0.88, 0.88),
    Bar(0.95, 0.95),
    directly=Bar(0.80, 0.80),
    one_tap=Bar(0.95, 0.95),
)
"""With the optional embedding model."""
HEAD = "| measure | n | value | 95 % | must · aim | met |\n| --- | --- | --- | --- | --- | --- |"
ENOUGH = 30
"""A variety with fewer questions is shown without a bar."""
MANY = 300
"""One in a hundred is no bar for fewer off-topic questions than these."""


def share(name: str, verdicts: Iterable[Verdict], holds: Callable[[Verdict], bool], bar: Bar | None = None) -> Share:
    """How many of these verdicts hold."""
    every = list(verdicts)
    return Share(name, sum(holds(each) for each in every), len(every), bar)


def shares(verdicts: Iterable[Verdict], bars: Bars = PLAIN) -> list[Share]:
    """Every measure that these questions can tell, in the order of the table."""
    every = list(verdicts)
    single = [each for each in every if each.asked.alone]
    answerable = [each for each in single if each.asked.answerable]
    off = _kind(single, Kind.OFF_TOPIC)
    found = [
        share("top-1, answerable", answerable, lambda v: v.top1, bars.top1),
        share("right one in the first three", answerable, lambda v: v.top3, bars.top3),
        *varieties(answerable, bars.variety),
        share("schedule questions: exact set", _kind(single, Kind.SCHEDULE), lambda v: v.exact, bars.exact),
        share("wrong direct answers, of answerable", answerable, lambda v: v.wrong, bars.wrong),
        share("… wrong, of the directly answered", [v for v in answerable if v.direct], lambda v: v.wrong),
        share("answered directly", answerable, lambda v: v.direct, bars.directly),
        share("… and rightly", answerable, lambda v: v.direct and v.right),
        share("solved within one tap", answerable, lambda v: v.one_tap, bars.one_tap),
        share("off-topic answered as if known", off, lambda v: v.direct, bars.off_topic if len(off) >= MANY else None),
        share("… offered as “did you mean”", off, _offered),
        share("small talk taken as such", _kind(single, Kind.SOCIAL), lambda v: v.right),
        share("answerable taken as small talk", answerable, lambda v: v.answer.outcome is Outcome.SOCIAL),
        share("answered in the asker's language", answerable, lambda v: v.language),
        share("follow-ups within one tap", [v for v in every if v.asked.before], lambda v: v.one_tap),
        share("two questions in one message: both", [v for v in every if v.asked.both], lambda v: v.right),
    ]
    return [each for each in found if each.of]


def varieties(answerable: Iterable[Verdict], bar: Bar = VARIETY) -> list[Share]:
    """Top-1 for each variety, those with a typo apart."""
    groups: dict[str, list[Verdict]] = {}
    for each in answerable:
        groups.setdefault("typo" if each.asked.typo else each.asked.variety, []).append(each)
    return [
        share(f"  {name}", group, lambda v: v.top1, bar if len(group) >= ENOUGH else None)
        for name, group in sorted(groups.items())
    ]


def _kind(verdicts: Iterable[Verdict], kind: Kind) -> list[Verdict]:
    return [each for each in verdicts if each.asked.kind is kind]


def _offered(verdict: Verdict) -> bool:
    return verdict.answer.outcome not in DIRECT | {Outcome.UNKNOWN, Outcome.SOCIAL}


def reliability(verdicts: Iterable[Verdict], bins: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth of confidence: the mean confidence, the share that was right first, and of how many questions."""
    groups: dict[int, list[Verdict]] = {}
    for each in verdicts:
        if each.asked.alone and each.asked.kind is not Kind.SOCIAL and each.answer.outcome is not Outcome.SOCIAL:
            groups.setdefault(min(int(each.answer.confidence * bins), bins - 1), []).append(each)
    return [_point(group) for _, group in sorted(groups.items())]


def _point(group: list[Verdict]) -> tuple[float, float, int]:
    said = sum(each.answer.confidence for each in group)
    was = sum(each.asked.answerable and each.top1 for each in group)
    return said / len(group), was / len(group), len(group)


def calibration_error(curve: Iterable[tuple[float, float, int]]) -> float:
    """Expected calibration error: how far confidence is from the share that is right, weighed by questions."""
    points = list(curve)
    total = sum(count for _, _, count in points) or 1
    return sum(abs(said - was) * count for said, was, count in points) / total
