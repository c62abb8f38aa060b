"""`daleel plan`: what is promised to how many people for which minute, and when its sending starts and ends."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.agenda.crowds import Crowds
from bot.agenda.model import parsed
from bot.agenda.planning import EVENING, REMINDER, Crowd, departures
from bot.agenda.store import Choices, Stars
from bot.cards.keyboards import plain_label
from bot.clock import SystemClock
from bot.commands import options
from bot.event.model import Event
from bot.outbox.turns import SHARE
from bot.settings import Settings, SettingsFault, load
from bot.storage.database import Database
from bot.storage.errors import DatabaseFault
from bot.texts import Texts
from bot.texts.bidi import FSI, PDI
from bot.texts.marks import msgid_as

OK, UNAVAILABLE, MISCONFIGURED = 0, 69, 78
_ISOLATES = {ord(FSI): None, ord(PDI): None}
_TITLE = 40
COLUMNS = (
    msgid_as("column of the plan", "Promised for"),
    msgid_as("column of the plan", "People"),
    msgid_as("column of the plan", "Sending starts"),
    msgid_as("column of the plan", "Last one leaves"),
    msgid_as("column of the plan", "What"),
)


@dataclass(frozen=True, slots=True)
class Sending:
    """All that is promised for one minute: for how many, and from when until when it is sent."""

    promised: datetime
    crowds: tuple[Crowd, ...]
    people: int
    starts: datetime
    ends: datetime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `daleel plan`."""
    options.add_event(parser)
    options.add_language(parser)
    parser.add_argument("--at", type=datetime.fromisoformat, metavar="TIME", help="plan from this time on (else now)")


def main(arguments: argparse.Namespace) -> int:
    """Print the plan of the database that the settings name; it is only read, also while the bot runs on it."""
    try:
        settings = load()
    except SettingsFault as fault:
        print(fault, file=sys.stderr)
        return MISCONFIGURED
    texts = options.texts_of(arguments)
    event = options.event_or_faults(options.event_folder(arguments), texts)
    if event is None:
        return MISCONFIGURED
    at = arguments.at or SystemClock().now()
    now = at if at.tzinfo else at.replace(tzinfo=event.zone)
    try:
        plan = asyncio.run(_read(settings, event, now))
    except DatabaseFault as fault:
        print(fault, file=sys.stderr)
        return UNAVAILABLE
    print(_shown(event, options.texts_of(arguments, event), plan, settings.rate_total * SHARE, now))
    return OK


async def _read(settings: Settings, event: Event, now: datetime) -> list[Sending]:
    database = await Database.look(settings.database_url)
    try:
        crowds = Crowds(await Stars.load(database), await Choices.load(database))
    finally:
        await database.close()
    return sendings(crowds.coming(event, now), settings.rate_total * SHARE)


def sendings(crowds: Iterable[Crowd], pace: float) -> list[Sending]:
    """The plan, minute by minute; minutes for which nothing is promised are left out."""
    minutes: dict[datetime, list[Crowd]] = {}
    for crowd in crowds:
        if crowd.people:
            minutes.setdefault(crowd.promise.promised, []).append(crowd)
    counts = {promised: sum(len(crowd.people) for crowd in those) for promised, those in minutes.items()}
    leaving = departures(counts, pace)
    return [
        Sending(promised, tuple(those), counts[promised], leaving[promised][0], leaving[promised][-1])
        for promised, those in sorted(minutes.items())
    ]


def _shown(event: Event, texts: Texts, plan: Sequence[Sending], pace: float, now: datetime) -> str:
    local = texts.local(now)
    heading = texts.say(
        "Planned from {time} on {date}, {zone}, at {pace} messages a second:",
        time=texts.time(now),
        date=texts.full_date(local.date()),
        zone=texts.zone_name(),
        pace=round(pace, 1),
    )
    if not plan:
        return _plain(texts, heading) + "\n" + _plain(texts, texts.say("Nothing is promised to anybody yet."))
    table = [tuple(_plain(texts, texts.say_as("column of the plan", name)) for name in COLUMNS)]
    table += [tuple(_plain(texts, cell) for cell in _row(event, texts, each)) for each in plan]
    widths = [max(len(line[at]) for line in table) for at in range(len(COLUMNS) - 1)]
    padded = ([*(cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=True)), line[-1]] for line in table)
    rows = ("  ".join(line) for line in padded)
    return "\n".join([_plain(texts, heading), "", *rows])


def _row(event: Event, texts: Texts, each: Sending) -> tuple[Markup, ...]:
    day = texts.short_day(texts.local(each.promised).date())
    return (
        texts.say("{day}, {time}", day=day, time=texts.time(each.promised)),
        texts.number(each.people),
        _to_the_second(texts, each.starts),
        _to_the_second(texts, each.ends),
        _what(event, texts, each.crowds),
    )


def _to_the_second(texts: Texts, moment: datetime) -> Markup:
    return texts.numerals(f"{texts.local(moment):%H:%M:%S}")


def _what(event: Event, texts: Texts, crowds: Sequence[Crowd]) -> Markup:
    first, more = crowds[0].promise, len(crowds) - 1
    if first.kind == REMINDER:
        reminder = parsed(first.about)
        title = plain_label(texts, texts.pick(event.sessions[reminder.session].title), _TITLE)
        said = texts.say("{count} min before: {title}", count=reminder.minutes, title=title)
    elif first.kind == EVENING:
        said = texts.say("the evening before")
    else:
        said = texts.say("the card of the day")
    return texts.say_many("{what} and {count} more", "{what} and {count} more", more, what=said) if more else said


def _plain(texts: Texts, said: Markup) -> str:
    """For a terminal, which has no use for marks of direction."""
    return texts.plain(said).translate(_ISOLATES)
