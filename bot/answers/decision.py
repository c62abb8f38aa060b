"""A schedule reading against the facts: which of them was asked for, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.framing import LISTS
from bot.answers.fusion import Ranked
from bot.answers.hearing import Heard
from bot.answers.model import Answer, Emptiness, Outcome
from bot.answers.schedule import Reading

_SOFT = frozenset({"type", "topic", "track", "title"})
_PAUSES = frozenset({"meal", "break", "prayer", "registration", "social"})
_LOOSE = 0.25
"""How much less sure a reading is for each word of time that it leaves out."""
_UNSURE, _LIKELY = 0.3, 0.5
"""Below the first, a guess at sessions comes before the best fact; from the second up, none is offered beside it."""
_WHEN = frozenset({"day", "hours", "part", "sequence", "around"})
_ALL = 0.93
_CLOSE = 0.85
_LITTLE = 0.05
_AKIN = 0.7
"""How much a fact must be asked for in the same sense to be told where no session is."""
_OTHERS = frozenset({"how", "how_much", "how_long", "why", "whether"})
_PLAIN = frozenset({"when", "where", "who", "what"})


def schedule_is_meant(reading: Reading, best: Ranked | None, unmet: float) -> bool:
    """Whether the reading is answered rather than the best fact.

    What a fact explains wholly, and asks in the same way, is a question for that fact, unless a day, an hour, a hall
    or a name is said, which facts do not have. ``unmet``: how much of what the question is about the fact leaves out.
    """
    asks = set(reading.asking)
    if (
        reading.anchors <= {"day", "part", "hours"}
        and asks & {"when"}
        and not asks & {"what", "who", "where"}
        and not reading.frame
        and not (reading.when and reading.when.edge)
    ):
        return False
    if best is None or best.kind == "session":
        return True
    seen = best.features
    if reading.emptiness is Emptiness.NOTHING_THEN and "topic" in reading.anchors and seen["kin"] >= _AKIN:
        return False  # no session is about it, but the event knows something about it: where to pray before the evening
    close = seen["coverage"] >= _ALL and seen["f_score"] >= _CLOSE and seen["asking"] == 1
    if reading.anchors <= _SOFT:
        return not _fact_is_closer(reading, seen, asks, unmet)
    if reading.anchors == {"sequence"}:
        return not close
    return not (close and reading.types == {"prayer"})


def _fact_is_closer(reading: Reading, seen: Mapping[str, float], asks: set[str], unmet: float) -> bool:  # noqa: PLR0911
    """For a question that names a type or a topic and nothing else."""
    if seen["clash"] or "how_many" in asks:
        return False
    if reading.many and not asks & _OTHERS:
        return False
    if reading.anchors == {"type"} and not reading.many and asks and not asks & {"when", "where", "who"}:
        return not ("how_long" in asks and len(reading.ids) == 1 and seen["coverage"] < _ALL)
    if reading.anchors == {"topic"} and (seen["coverage"] >= _CLOSE or unmet < _LITTLE):
        return "when" not in asks or seen["asking"] == 1
    if "topic" in reading.anchors and unmet < _LITTLE and not asks & {"when", "where", "who"}:
        return True
    if seen["coverage"] < _ALL:
        return False
    if asks & _PLAIN:
        return seen["asking"] == 1
    if reading.frame & {"c:session", "c:programme"}:
        return False
    return reading.types <= _PAUSES or (bool(asks) and seen["f_score"] >= _CLOSE)


def reading_confidence(reading: Reading, heard: Heard) -> float:
    """How sure a reading is: less when a slip was repaired in it, or when a topic is all that it stands on."""
    sure = 0.93
    repaired = sum(word.how in {"spelling", "sound"} for word in heard.words)
    sure -= 0.07 * min(3, repaired)
    if reading.anchors == {"topic"}:
        sure -= 0.12
    return max(_LOOSE, sure - _LOOSE * reading.loose)


def one_is_missing(reading: Reading) -> bool:
    """Whether one of many is asked after ("where is the workshop?") and nothing says which."""
    if reading.anchors != {"type"} or len(reading.ids) <= 3 or not set(reading.asking) & {"where", "when", "who"}:
        return False
    return not reading.many and "how_many" not in reading.asking


def with_guess(answer: Answer, guess: Reading | None) -> Answer:
    """The answer, with the set of a reading that leaves a word out among what may be meant.

    It comes last, or first where no fact is likely and sessions are plainly asked for; never beside a sure fact.
    """
    if guess is None or answer.outcome not in {Outcome.SEVERAL, Outcome.UNKNOWN} or answer.off_topic:
        return answer
    if guess.ids[0] in answer.ids:
        return replace(answer, offered=guess.ids)
    about, listed = guess.anchors - _WHEN, bool(guess.frame & LISTS)
    unknown = answer.outcome is Outcome.UNKNOWN
    if guess.left_out > 1 or answer.confidence >= _LIKELY or (unknown and not (about or listed)):
        return answer
    others = [id_ for id_ in (answer.ids or [each.id for each in answer.candidates]) if id_ != guess.ids[0]]
    plain = (about and listed) or (about & {"type", "speaker", "hall", "track"} and guess.anchors & _WHEN)
    first = answer.confidence < _UNSURE and plain
    ids = (guess.ids[0], *others[:2]) if first else (*others[:2], guess.ids[0])
    return replace(answer, outcome=Outcome.SEVERAL, ids=ids, offered=guess.ids)
