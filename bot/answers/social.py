"""What is said when nothing is asked: greetings, thanks, insults, and the wish for no more messages."""

from __future__ import annotations

from bot.answers.hearing import Heard, Word
from bot.answers.model import Social

_ORDER = (
    Social.OPT_OUT,
    Social.INSULT,
    Social.THANKS,
    Social.WELL_BEING,
    Social.ABILITIES,
    Social.FAREWELL,
    Social.PRAISE,
    Social.GREETING,
    Social.AGREEMENT,
)
"""Which one is answered when a message holds several."""

_ALONE = frozenset({Social.OPT_OUT})
"""Said by a phrase that leaves no doubt, whatever stands around it."""


def social(heard: Heard) -> Social | None:
    """What the message is, when it asks nothing; None when it is a question or not understood."""
    found = {Social(name) for word in heard.words for name in word.names("s")}
    if not found:
        return None
    clear = {Social(name) for word in heard.words if word.how == "phrase" for name in word.names("s")}
    for each in _ORDER:
        if each in _ALONE and each in clear:
            return each
    if all(_is_social(word) for word in heard.words):
        return next(each for each in _ORDER if each in found)
    return None


def _is_social(word: Word) -> bool:
    kinds = {unit[0] for unit in word.units}
    return "s" in kinds or (bool(kinds & {"g"}) and not kinds & set("cyo"))
