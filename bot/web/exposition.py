"""Prometheus's text format: https://prometheus.io/docs/instrumenting/exposition_formats/ . Histograms and samples."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]


@dataclass(slots=True)
class Histogram:
    """Counts values by size; ``bounds`` are the upper ends of its buckets, ascending."""

    bounds: tuple[float, ...]
    total: float = 0.0
    counts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def observe(self, value: float) -> None:
        """Count one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its name without the prefix, what it means, and its values by labels."""

    name: str
    meaning: str
    kind: Literal["gauge", "counter", "histogram"]
    samples: Iterable[tuple[Labels, float]] = ()
    histogram: Histogram | None = None


def exposition(metrics: Iterable[Metric]) -> str:
    """The page."""
    lines: list[str] = []
    for metric in metrics:
        name = f"daleel_{metric.name}"
        lines += (f"# HELP {name} {metric.meaning}", f"# TYPE {name} {metric.kind}")
        if metric.histogram is not None:
            lines += _histogram(name, metric.histogram)
        lines += (f"{name}{_labels(labels)} {_number(value)}" for labels, value in metric.samples)
    return "\n".join(lines) + "\n"


def _histogram(name: str, histogram: Histogram) -> Iterable[str]:
    ends = [*map(_number, histogram.bounds), "+Inf"]
    for end, count in zip(ends, accumulate(histogram.counts), strict=True):
        yield f'{name}_bucket{{le="{end}"}} {count}'
    yield f"{name}_sum {_number(round(histogram.total, 6))}"
    yield f"{name}_count {sum(histogram.counts)}"


def _labels(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}" if labels else ""


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
