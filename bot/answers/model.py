"""What is asked and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What kind of answer it is; the chat shows each in its own way."""

    FOUND = "found"
    SEVERAL = "several"
    SLOT = "slot"
    EMPTY = "empty"
    SOCIAL = "social"
    UNKNOWN = "unknown"


class Social(StrEnum):
    """What was meant when nothing was asked."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WELL_BEING = "well_being"
    PRAISE = "praise"
    INSULT = "insult"
    OPT_OUT = "opt_out"
    ABILITIES = "abilities"
    AGREEMENT = "agreement"


class Emptiness(StrEnum):
    """Why an understood schedule question has nothing to show."""

    NOTHING_THEN = "nothing_then"
    OUTSIDE_DATES = "outside_dates"
    BEFORE_EVENT = "before_event"
    AFTER_EVENT = "after_event"
    NOTHING_NOW = "nothing_now"
    """Between two sessions or two days: what comes next is told."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a follow-up leans on: the chat's last question and what it was answered with."""

    question: str
    ids: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, when it was typed, and what went before. ``language`` is what the attendee has chosen."""

    text: str
    at: datetime
    language: str | None = None
    context: Context | None = None
    vector: tuple[float, ...] | None = None
    """The question's embedding, where the optional model is installed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the bot knows, and how sure it is that this was asked for (0 to 1)."""

    id: str
    score: float
    features: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome with all that the chat needs to show it; ids are of sessions, facts, halls, places and speakers."""

    outcome: Outcome
    language: str
    confidence: float
    ids: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    social: Social | None = None
    emptiness: Emptiness | None = None
    slot: str | None = None
    """What is asked back: "day" or "session"."""
    off_topic: str | None = None
    """Name of the off-topic subject, where one was recognised."""
    offered: tuple[str, ...] = ()
    """With "several": the whole set for which the button of its first session stands."""
    asked: str | None = None
    """What the question word asks for: where, when, who, what …"""
    scheduled: bool = False
    """Whether ids are a computed set of sessions."""
    understood_as: str | None = None
    """A follow-up made whole with what went before; None where the question stands alone."""
    explanation: tuple[tuple[str, str], ...] = ()
    """Why, as (what, text) lines for people."""
