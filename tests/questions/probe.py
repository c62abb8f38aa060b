"""Everyday intents asked of every event that knows of them: the same phrasing must find each event's own fact."""

from __future__ import annotations

from collections.abc import Iterator

from bot.event.model import Event
from tests.questions.reading import HERE, Asked, asked


def probes(name: str, event: Event) -> Iterator[tuple[str, Asked]]:
    """Every phrasing of every intent that this event can answer, with its intent."""
    answers = _answers(name)
    for line in _lines("probe.tsv"):
        intent, variety, phrasings = line.split("|")
        if answers.get(intent, "-") != "-":
            for text in phrasings.split(" / "):
                yield intent, asked(f"{variety}||{text}|{answers[intent]}", event)


def _answers(name: str) -> dict[str, str]:
    """What answers each intent in this event. Raises ValueError for an event without a column."""
    rows = [line.split("|") for line in _lines("probe-facts.tsv", comments=True)]
    head = next(row for row in rows if row[0] == "# intent")
    column = head.index(name)
    return {row[0]: row[column] for row in rows if not row[0].startswith("#")}


def _lines(name: str, *, comments: bool = False) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and (comments or not line.startswith("#"))]
