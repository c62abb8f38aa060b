"""Follow-ups: "and tomorrow?", "وين؟", "who speaks there?" made whole with the question before."""

from __future__ import annotations

from bot.answers.hearing import Heard, Word
from bot.answers.phrases import SHARP, is_subject
from bot.answers.schedule import Scheduler

_MARKS = frozenset(
    {
        "and",
        "what about",
        "how about",
        "also",
        "then",
        "or",
        "طيب",
        "طب",
        "تمام",
        "اوكي",
        "and then",
        "so",
        "زين",
        "و",
        "كذلك",
        "ايضا",
        "بالنسبه",
        "w",
        "tayeb",
        "zen",
        "ok",
    }
)
_FRAMING = frozenset(
    {"c:speaking", "c:session", "c:take_place", "c:start", "c:end", "c:hall", "c:venue", "c:programme", "c:subject"}
)


def leans(heard: Heard, scheduler: Scheduler) -> bool:
    """Whether a text says too little to stand alone: no subject of its own, or only a day, a hall or a name."""
    if not heard.words or len(heard.words) > 8 or _stands_alone(heard, scheduler):
        return False
    return not any(
        is_subject(word) and not _framing(word) and not scheduler.names_something(word, heard) for word in heard.words
    )


def continues(heard: Heard) -> bool:
    """Whether a text begins as one that goes on from another."""
    if not heard.words or len(heard.words) > 8:
        return False
    first = heard.words[0]
    return first.text in _MARKS or (
        first.text.startswith("و") and first.text not in {"وين", "وينه", "وينها", "وش", "وشو", "وقت", "ورشه"}
    )


def joined(before: Heard, heard: Heard, scheduler: Scheduler) -> str:
    """The earlier question with what the new one says in the place of what it said."""
    dropped: set[int] = set()
    new, old = scheduler.time_of(heard), scheduler.time_of(before)
    if new.dates is not None:
        dropped |= old.used
    elif new.says_something:
        dropped |= old.used - old.dated
    if any(name in SHARP or name == "what" for name in heard.asking()):
        dropped |= {position for word in before.words if word.names("q") for position in _positions(word)}
    for kind in ("hall", "speaker"):
        if scheduler.named_positions(heard, kind):
            dropped |= scheduler.named_positions(before, kind)
    kept = [token.text for place, token in enumerate(before.tokens) if place not in dropped]
    added = [token.text for token in heard.tokens if token.text not in {"and", "و", "also"}]
    return " ".join([*kept, *added])


def _stands_alone(heard: Heard, scheduler: Scheduler) -> bool:
    """Whether it asks where a hall is, or what is on at a time: nothing of the question before belongs into it."""
    asks = heard.asking()
    if "where" in asks and scheduler.named_positions(heard, "hall"):
        return True
    return "what" in asks and bool(scheduler.time_positions(heard)) and not continues(heard)


def _framing(word: Word) -> bool:
    return any(unit in _FRAMING for unit in word.units)


def _positions(word: Word) -> range:
    return range(word.first, word.first + word.length)
