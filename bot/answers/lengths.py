"""How long? "in two hours", "بعد نص ساعة", "three days": lengths of time at the beginning of some words."""

from __future__ import annotations

from datetime import timedelta

from bot.answers.time_words import TimeWord

_FRACTIONS = {"half": 30, "quarter": 15, "third": 20}
_LONGEST = 600
_NONE = (None, 0)

Length = tuple[timedelta | None, int]
"""A length, and how many words say it."""


def length_at(words: list[TimeWord]) -> Length:
    """The length that these words begin with; None where they begin with none."""
    if not words:
        return _NONE
    first, second = words[0], words[1] if len(words) > 1 else None
    if first.has("two_hours"):
        return timedelta(hours=2), 1
    if first.has("two_days"):
        return timedelta(days=2), 1
    if first.has(*_FRACTIONS):
        return _fraction(words)
    if first.has("hour") and not (second is not None and _is_clock(second)):
        return timedelta(hours=1), 1
    return _counted(first, second)


def _is_clock(word: TimeWord) -> bool:
    """Whether a number follows: then "hour" began a time of day."""
    return bool(word.number is not None or word.script == "clock" or word.named("count_") or word.named("ordinal_"))


def _fraction(words: list[TimeWord]) -> Length:
    """Half an hour, ربع ساعة; ثلث ساعات is three hours in Iraq, not a third of one."""
    if words[0].has("third") and len(words) > 1 and words[1].text == "ساعات":
        return timedelta(hours=3), 2
    minutes = next(value for name, value in _FRACTIONS.items() if words[0].has(name))
    end = 1
    while end < len(words) and (words[end].text in {"an", "of", "a"} or words[end].has("hour")):
        end += 1
    if words[end - 1].has("hour"):
        return timedelta(minutes=minutes), end
    return (timedelta(minutes=minutes), 1) if "ساع" in words[0].text else _NONE


def _counted(first: TimeWord, second: TimeWord | None) -> Length:
    amount = first.number if first.number is not None else first.named("count_")
    amount = 1 if amount is None and first.text in {"a", "an"} else amount
    if amount is None or second is None or amount > _LONGEST:
        return _NONE
    if second.has("hour"):
        return timedelta(hours=amount), 2
    if second.has("minute"):
        return timedelta(minutes=amount), 2
    if second.has("day") and not second.has("today"):
        return timedelta(days=amount), 2
    return _NONE
