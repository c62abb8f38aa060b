"""Why an answer is as it is, in lines for people."""

from __future__ import annotations

from bot.answers.hearing import Heard
from bot.answers.model import Answer
from bot.answers.schedule import Reading


def explained(heard: Heard, reading: Reading | None, answer: Answer) -> tuple[tuple[str, str], ...]:
    """What was heard, what the schedule reader made of it, and what was decided."""
    lines = [("language", f"{heard.language or 'none'}{' (Arabizi)' if heard.arabizi else ''}")]
    for word in heard.words:
        meant = ", ".join(f"{unit} {strength:.2f}" for unit, strength in word.units.items())
        lines.append((f"word {word.text!r}", f"{meant} [{word.how}]"))
    if reading is not None and reading.wanted is not None:
        lines.append(("schedule", ", ".join(sorted(reading.anchors)) + f" → {len(reading.ids)} sessions"))
        lines.append(("when", str(reading.when)))
    else:
        lines.append(("schedule", "not every word is explained"))
    lines.append(
        ("decided", f"{'schedule' if answer.scheduled else 'facts'}: {answer.outcome.value} {answer.confidence:.2f}")
    )
    return tuple(lines)
