"""The sentences of each variety, read from sentences/*.txt: intent | sentence with {slots}."""

from __future__ import annotations

import string
from pathlib import Path

VARIETIES = ("msa", "iraqi", "gulf", "egy", "levantine", "arabizi", "en", "mixed")


def _read(variety: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "sentences" / f"{variety}.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            intent, sentence = (part.strip() for part in line.split("|", 1))
            found.setdefault(intent, []).append(sentence)
    return {intent: tuple(sentences) for intent, sentences in found.items()}


SENTENCES: dict[str, dict[str, tuple[str, ...]]] = {variety: _read(variety) for variety in VARIETIES}
"""variety → intent → sentences"""


def slots(sentence: str) -> list[str]:
    """The names of a sentence's slots, in order."""
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
