"""Words that frame a question about a programme without narrowing it down, and words that make it another question."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.hearing import Heard, Word
from bot.answers.when import When

FRAME = frozenset(
    {
        "c:session", "c:programme", "c:event", "c:start", "c:end", "c:take_place", "c:speaking", "c:chairing", "c:hall",
        "c:subject", "c:degree_title", "c:venue", "c:attend", "c:theme", "c:lasting", "c:outing", "c:fate", "t:whole",
    }
)  # fmt: skip
"""Concepts that speak about a programme without narrowing it down."""
LISTS = frozenset({"c:session", "c:programme"})
_DUE = frozenset({"c:register", "c:abstract", "c:submit", "c:pay", "c:fee", "c:early", "c:ticket", "c:hotel", "c:visa"})
"""What has a last day of its own."""
_NEEDING = frozenset({"need", "required", "bring", "احتاج", "نحتاج", "مطلوب", "لازم", "يلزم", "lazim", "lazem"})
_JOINED = frozenset("swو")
"""Letters that stand alone and are no hall's: what is left of "hall's", a spaced "and"."""


def is_deadline(heard: Heard) -> bool:
    """Whether the last day of a service is asked for, and not the last of the sessions."""
    due = any(word.has(*_DUE) and not word.has("c:session") for word in heard.words)
    ending = any(word.has("c:deadline", "c:end", "t:last") for word in heard.words)
    return due and ending and not any(word.has("c:session", "c:programme", "c:hall") for word in heard.words)


def is_call_to_prayer(heard: Heard) -> bool:
    """Whether the hours of prayer are asked for, and no session."""
    return any(word.has("c:prayer_times") and not word.names("y") for word in heard.words)


def coming(heard: Heard, asked: Iterable[str], when: When) -> frozenset[int]:
    """Words of being there: to see what is on, or of coming at an hour; "may I come" is another question."""
    asks = set(asked)
    shown = any(word.has(*LISTS) or word.names("y") for word in heard.words)
    if any(word.text in _NEEDING for word in heard.words) or asks & {"how", "how_much", "why"}:
        return frozenset()
    seen = ("c:seeing",) if asks & {"what", "when", "who", "where"} or shown else ()
    comes = ("what" in asks or when.sequence) and (when.hours or when.part) and "where" not in asks
    come = ("c:reach",) if comes else ()
    return frozenset(word.first for word in heard.words if word.has(*seen, *come))


def is_title_of(word: Word, named: frozenset[int]) -> bool:
    """Whether a word is what somebody is: الطالب before a name."""
    return word.has("c:student", "c:doctor", "c:author") and word.first + word.length in named


def within(word: Word, used: frozenset[int]) -> bool:
    """Whether all of a word stands in these places."""
    return all(position in used for position in range(word.first, word.first + word.length))


def phrases_win(words: Iterable[Word], when: When) -> tuple[Word, ...] | None:
    """None when a phrase of another meaning holds a word of time ("last day to register")."""
    for word in words:
        if (
            word.how == "phrase"
            and any(position in when.used for position in range(word.first, word.first + word.length))
            and not framing(word)
            and not word.names("y")
            and not word.names("q")
        ):
            return None
    return tuple(words)


def framing(word: Word) -> bool:
    """Whether a word only frames the question."""
    kinds = {unit[0] for unit in word.units}
    if word.has("o:time_now") and "q" in kinds:
        return True  # what time: of the thing that is asked about
    if word.text == "الدوره":
        return False  # an edition; only without the article it is somebody's turn
    if any(unit in FRAME for unit in word.units):
        return not kinds & {"y"} or "c:event" in word.units
    return bool(kinds & set("qgts")) and not kinds & set("yocp")


def names_no_hall(words: Iterable[Word], named: frozenset[int], timed: frozenset[int]) -> bool:
    """Whether a letter is said that no hall has: "hall B" is not the hall that the word alone would mean."""
    ends = {word.first + word.length for word in words if word.has("c:hall")}
    return any(
        word.first in ends - named - timed and len(word.text) == 1 and word.text.isalpha() and word.text not in _JOINED
        for word in words
    )


def many(words: Iterable[Word]) -> bool:
    """Whether many sessions of a type are asked for."""
    return any(word.names("y") and plural(word.text) for word in words) or any(word.has("t:whole") for word in words)


def plural(text: str) -> bool:
    """Whether a word for a type of session names many of them."""
    if any(part.endswith(("s", "ia", "ات", "ين", "at")) for part in text.split()):
        return True
    return text.startswith(("عروض", "العروض", "ورش عمل", "ورش العمل", "بحوث", "البحوث")) or text.removeprefix("ال") in {
        "ورش",
        "ندوات",
        "بحوث",
        "warsh",
        "wirash",
        "werash",
    }


def frame_of(words: Iterable[Word]) -> Iterable[str]:
    """The framing concepts that are said."""
    for word in words:
        yield from (unit for unit in word.units if unit in FRAME)
