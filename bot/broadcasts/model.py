"""A broadcast: its texts, its stages, whom it is for, and which text each person gets."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.attendees.model import Attendee
from bot.texts.prose import units

LONGEST = 3500
"""Characters (UTF-16 code units, as Telegram counts) of one text; the heading and the notes need the rest of 4096."""
PATIENCE = timedelta(hours=2)
"""How long a draft waits for a text; afterwards what the organizer types is a question again."""
USEFUL = timedelta(hours=24)
"""How long after its confirmation a line is still sent."""
PRICE = 0.1
"""What Telegram takes for a message of a paid broadcast: https://core.telegram.org/bots/api#paid-broadcasts"""

_ARABIC_SCRIPT = {"ar", "ckb", "fa", "ps", "sd", "ug", "ur"}


class Stage(StrEnum):
    """Where a broadcast is. It moves forwards, but that unsure lines may be sent again."""

    DRAFT = "draft"
    QUEUING = "queuing"
    """Confirmed: its lines are being written, by attendee id; ``cursor`` is the last id that is."""
    SENDING = "sending"
    """All lines are written, or it was stopped: the gate and the last answers are being waited for."""
    DONE = "done"
    """Nothing is under way any more, and its report is final."""


@dataclass(frozen=True, slots=True)
class Audience:
    """How many people would get it: by language, and how many not, and why."""

    by_language: Mapping[str, int] = field(default_factory=dict)
    muted: int = 0
    unreachable: int = 0

    @property
    def people(self) -> int:
        """How many get it."""
        return sum(self.by_language.values())


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the lines so far."""

    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unsure: int = 0
    cancelled: int = 0
    waiting: int = 0

    @property
    def done(self) -> int:
        """How many lines have ended, whichever way."""
        return self.sent + self.blocked + self.failed + self.unsure + self.cancelled


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One announcement of an organizer."""

    id: int
    author: int
    stage: Stage
    changed: datetime
    """When the draft was last changed."""
    confirmed: datetime | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    """Languages that it will not be written in."""
    waiting: str | None = None
    """The language whose text is waited for."""
    update_id: int = 0
    """The last update that changed the draft; when it is handled again, it changes nothing."""
    cursor: int = 0
    audience: Audience = Audience()
    status_message: int | None = None
    """The message in the author's chat that shows how far it is."""
    stopped: bool = False
    round: int = 1
    """Grows when an organizer sends the unsure lines again; each round has its report."""
    paid: bool = False
    """Sent above the free rate for Stars of the bot's, because its organizer chose so."""
    finished: datetime | None = None
    report: Report = Report()


def stars(recipients: int) -> int:
    """How many Stars a paid broadcast to so many people costs at most."""
    return math.ceil(recipients * PRICE)


def people(broadcast: Broadcast, report: Report) -> int:
    """How many it is for: all who were counted, until all lines are written, for some may come or go in between."""
    return broadcast.audience.people if broadcast.stage is Stage.QUEUING else report.done + report.waiting


def missing(broadcast: Broadcast, languages: Sequence[str]) -> str | None:
    """The next language to ask a text in, or None when each has one or is skipped."""
    return next((one for one in languages if one not in broadcast.texts and one not in broadcast.skipped), None)


def detected(text: str, languages: Sequence[str], waiting: str) -> str:
    """The language of ``text`` among the event's by its script; the one waited for where the script does not tell."""
    arabic = latin = 0
    for letter in text:
        name = unicodedata.name(letter, "") if letter.isalpha() else ""
        arabic += name.startswith("ARABIC")
        latin += name.startswith("LATIN")
    if arabic == latin:
        return waiting
    fitting = [one for one in languages if (one in _ARABIC_SCRIPT) == (arabic > latin)]
    return waiting if waiting in fitting or not fitting else fitting[0]


def too_long(text: str) -> int:
    """By how many characters it is too long, as Telegram counts them; 0 when it fits."""
    return max(0, units(text) - LONGEST)


def text_for(language: str, texts: Mapping[str, str], languages: Sequence[str]) -> tuple[str, str]:
    """The text for a reader of ``language``, else the event's first that there is; with the language it is in."""
    chosen = next(one for one in (language, *languages, *texts) if one in texts)
    return texts[chosen], chosen


def listens(attendee: Attendee) -> bool:
    """Whether broadcasts are for this person: messages are not turned off, and Telegram lets us write to them."""
    return attendee.reachable and not attendee.muted


def audience(everyone: Iterable[Attendee], languages: Sequence[str]) -> Audience:
    """Who would get a broadcast now; whoever has no known language is counted with the event's first.

    An organizer whom the settings name but who has never written has no name yet, and is not counted at all.
    """
    counts = dict.fromkeys(languages, 0)
    muted = unreachable = 0
    for attendee in everyone:
        if not attendee.reachable:
            unreachable += attendee.name is not None
        elif attendee.muted:
            muted += 1
        else:
            language = attendee.language if attendee.language in counts else languages[0]
            counts[language] += 1
    return Audience({one: count for one, count in counts.items() if count}, muted, unreachable)
