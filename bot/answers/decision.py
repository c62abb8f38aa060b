"""A schedule reading against the facts: which of them was asked for, and how sure that is."""

from __future__ import annotations

from bot.answers.fusion import Ranked
from bot.answers.hearing import Heard
from bot.answers.schedule import Reading

_TIME = frozenset({"day", "hours", "part", "sequence"})
_SOFT = frozenset({"type", "topic", "track"})
_ALL = 0.93
_CLOSE = 0.85
_PLAIN = frozenset({"when", "where", "who", "what"})


def schedule_is_meant(reading: Reading, best: Ranked | None) -> bool:
    """Whether the reading is answered rather than the best fact.

    What a fact explains wholly, and asks in the same way, is a question for that fact, unless a day, an hour, a hall or a
    name is said, which facts do not have.
    """
    asks = set(reading.asking)
    if reading.anchors <= {"day", "part", "hours"} and asks & {"when"} and not asks & {"what", "who", "where"} and not reading.frame:
        return False
    if best is None or best.kind == "session":
        return True
    seen = best.features
    if reading.anchors <= _SOFT:
        if reading.anchors == {"topic"} and seen["coverage"] >= _CLOSE and not seen["clash"]:
            return False
        agrees = seen["asking"] == 1 or not asks & _PLAIN and not reading.frame & {"c:session", "c:programme"}
        return not (seen["coverage"] >= _ALL and agrees and not seen["clash"] and (asks or seen["f_score"] >= _CLOSE))
    if not reading.anchors <= _TIME:
        return True
    return not (seen["coverage"] >= _ALL and seen["f_score"] >= _CLOSE and seen["asking"] == 1 and best.kind == "fact")


def reading_confidence(reading: Reading, heard: Heard) -> float:
    """How sure a reading is: less when a slip was repaired in it, or when a topic is all that it stands on."""
    sure = 0.93
    repaired = sum(word.how in {"spelling", "sound"} for word in heard.words)
    sure -= 0.07 * min(3, repaired)
    if reading.anchors == {"topic"}:
        sure -= 0.12
    return sure


def one_is_missing(reading: Reading, heard: Heard) -> bool:
    """Whether one of many is asked after ("where is the workshop?") and nothing says which."""
    if reading.anchors != {"type"} or len(reading.ids) <= 3 or not set(reading.asking) & {"where", "when", "who"}:
        return False
    typed = [word for word in heard.words if word.names("y")]
    return bool(typed) and not any(_plural(word.text) for word in typed) and "how_many" not in reading.asking


def _plural(text: str) -> bool:
    return text.endswith(("s", "ات", "ين", "at")) or text.removeprefix("ال") in {"ورش", "ندوات", "بوسترات", "warsh", "wirash"}
