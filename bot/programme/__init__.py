"""Browsing the conference: schedule, now and next, speakers, halls, the venue, registration and every fact."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import Link
from bot.chat.context import Command, DeepLink, Tap
from bot.feature import Feature
from bot.programme.chat import ProgrammeChat
from bot.texts.marks import msgid


def feature(
    *, words: Callable[[str], tuple[str, ...]], link: Link, starred: Callable[[int, str], bool] = lambda _, __: False
) -> Feature:
    """The feature.

    ``words``: ``Catalogs.words``. ``link``: from a start parameter to the address that opens this bot with it.
    ``starred``: whether an attendee (by id) has starred a session (by id).
    """
    chat = ProgrammeChat(link, starred)
    return Feature(
        name="programme",
        commands=_commands(chat, words),
        taps=(
            Tap("schedule", chat.schedule),
            Tap("day", chat.day),
            Tap("halls", chat.halls),
            Tap("in_hall", chat.in_hall),
            Tap("tracks", chat.tracks),
            Tap("in_track", chat.in_track),
            Tap("now", chat.now),
            Tap("next", chat.next),
            Tap("speakers", chat.speakers),
            Tap("session", chat.session),
            Tap("ics", chat.ics),
            Tap("speaker", chat.speaker),
            Tap("hall", chat.hall),
            Tap("hall_pin", chat.hall_pin),
            Tap("place", chat.place),
            Tap("pin", chat.pin),
            Tap("fact", chat.fact),
            Tap("topic", chat.topic),
            Tap("registration", chat.registration),
            Tap("venue", chat.venue),
            Tap("prayers", chat.prayers),
        ),
        deep_links=(DeepLink("session", chat.session), DeepLink("fact", chat.fact)),
    )


def _commands(chat: ProgrammeChat, words: Callable[[str], tuple[str, ...]]) -> tuple[Command, ...]:
    return (
        Command("schedule", chat.schedule, msgid("The schedule, day by day"), words("schedule, programme, program")),
        Command("now", chat.now, msgid("What is on now"), words("now, on now")),
        Command("next", chat.next, msgid("What comes next"), words("next, up next")),
        Command("venue", chat.venue, msgid("The venue and the way there"), words("venue, location, map")),
        Command("registration", chat.registration, msgid("Registration and fees"), words("registration, register")),
        Command("speakers", chat.speakers, msgid("The speakers"), words("speakers, speaker list")),
    )
