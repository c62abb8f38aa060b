"""The handlers of browsing: commands, taps and links to the programme, its people and places, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.cards import (
    Link,
    fact_card,
    hall_card,
    hall_pin,
    place_card,
    place_pin,
    session_card,
    session_file,
    speaker_card,
)
from bot.cards.keyboards import button
from bot.chat.context import Asked, Reply
from bot.event.calendar import today
from bot.event.model import Topic
from bot.outbox.model import Message
from bot.programme import moments, people, schedule, topics, venue
from bot.programme.pages import page_number
from bot.texts import Texts

T = TypeVar("T")

RELATED = (Topic.ABSTRACTS, Topic.CERTIFICATES, Topic.PROGRAMME, Topic.CONTACT, Topic.GENERAL)
"""Offered below /registration."""


@dataclass(frozen=True, slots=True)
class ProgrammeChat:
    """``link``: from a start parameter to the address of this bot; ``starred``: whether somebody starred a session."""

    link: Link
    starred: Callable[[int, str], bool]

    async def schedule(self, asked: Asked) -> Reply:
        """The day that is on, at what is on; before and after the event its first or last day."""
        day, page = schedule.day_at(asked.event, asked.now)
        return Reply(shown=schedule.day_page(asked.event, asked.texts, day, page))

    async def day(self, asked: Asked) -> Reply:
        """``day:<number>``, ``day:<number>:<page>`` or ``day:<number>:at-<session>``."""
        number, _, place = asked.argument.partition(":")
        days = asked.event.days
        day = days[min(max(page_number(number), 1), len(days)) - 1]
        session = asked.event.sessions.get(place.removeprefix("at-"))
        page = schedule.page_of_session(asked.event, session) if session else page_number(place)
        return Reply(shown=schedule.day_page(asked.event, asked.texts, day, page))

    async def halls(self, asked: Asked) -> Reply:
        """Which halls there are."""
        return Reply(shown=schedule.halls_page(asked.event, asked.texts, page_number(asked.argument)))

    async def in_hall(self, asked: Asked) -> Reply:
        """``in_hall:<id>`` with a page or without."""
        hall, page = _found(asked.event.halls, asked.argument)
        if hall is None:
            return gone(asked)
        return Reply(shown=schedule.hall_page(asked.event, asked.texts, hall, page))

    async def tracks(self, asked: Asked) -> Reply:
        """Which tracks there are."""
        return Reply(shown=schedule.tracks_page(asked.event, asked.texts, page_number(asked.argument)))

    async def in_track(self, asked: Asked) -> Reply:
        """``in_track:<id>`` with a page or without."""
        track, page = _found(asked.event.tracks, asked.argument)
        if track is None:
            return gone(asked)
        return Reply(shown=schedule.track_page(asked.event, asked.texts, track, page))

    async def now(self, asked: Asked) -> Reply:
        """What is going on."""
        return Reply(shown=moments.now_message(asked.event, asked.texts, asked.now))

    async def next(self, asked: Asked) -> Reply:
        """What comes next."""
        return Reply(shown=moments.next_message(asked.event, asked.texts, asked.now))

    async def speakers(self, asked: Asked) -> Reply:
        """Who is on stage."""
        return Reply(shown=people.speakers_page(asked.event, asked.texts, page_number(asked.argument)))

    async def session(self, asked: Asked) -> Reply:
        """A session's card."""
        session, _ = _found(asked.event.sessions, asked.argument)
        if session is None:
            return gone(asked)
        starred = self.starred(asked.attendee.id, session.id)
        return Reply(shown=session_card(asked.event, asked.texts, session, starred=starred, link=self.link))

    async def ics(self, asked: Asked) -> Reply:
        """A session's calendar file, as a message of its own."""
        session, _ = _found(asked.event.sessions, asked.argument)
        if session is None:
            return gone(asked)
        return Reply(sent=(session_file(asked.event, asked.texts, session, link=self.link, now=asked.now),))

    async def speaker(self, asked: Asked) -> Reply:
        """A speaker's card."""
        speaker, _ = _found(asked.event.speakers, asked.argument)
        return Reply(shown=speaker_card(asked.event, asked.texts, speaker)) if speaker else gone(asked)

    async def hall(self, asked: Asked) -> Reply:
        """A hall's card."""
        hall, _ = _found(asked.event.halls, asked.argument)
        return Reply(shown=hall_card(asked.event, asked.texts, hall)) if hall else gone(asked)

    async def hall_pin(self, asked: Asked) -> Reply:
        """A hall on the map."""
        hall, _ = _found(asked.event.halls, asked.argument)
        return _pinned(asked, hall_pin(asked.event, asked.texts, hall) if hall else None)

    async def place(self, asked: Asked) -> Reply:
        """A place's card."""
        place, _ = _found(asked.event.places, asked.argument)
        return Reply(shown=place_card(asked.event, asked.texts, place, _day(asked))) if place else gone(asked)

    async def pin(self, asked: Asked) -> Reply:
        """A place on the map."""
        place, _ = _found(asked.event.places, asked.argument)
        return _pinned(asked, place_pin(asked.event, asked.texts, place) if place else None)

    async def fact(self, asked: Asked) -> Reply:
        """A fact's card."""
        fact, _ = _found(asked.event.facts, asked.argument)
        return Reply(shown=fact_card(asked.event, asked.texts, fact, _day(asked))) if fact else gone(asked)

    async def topic(self, asked: Asked) -> Reply:
        """``topic:<topic>`` with a page or without."""
        name, _, page = asked.argument.partition(":")
        if name not in set(Topic):
            return gone(asked)
        if name == Topic.REGISTRATION:
            return self._registration(asked, page_number(page))
        return Reply(shown=topics.topic_page(asked.event, asked.texts, Topic(name), page_number(page)))

    async def registration(self, asked: Asked) -> Reply:
        """What is known of registration, and what is not."""
        return self._registration(asked, 1)

    async def venue(self, asked: Asked) -> Reply:
        """Where it is; asked for by a command, with the pin."""
        day = venue.day_for_prayers(asked.event, today(asked.event, asked.now))
        shown = venue.venue_message(asked.event, asked.texts, day)
        pin = venue.venue_pin(asked.event, asked.texts) if asked.tapped is None else None
        return Reply(shown=shown, sent=(pin,) if pin else ())

    async def prayers(self, asked: Asked) -> Reply:
        """``prayers`` today, or ``prayers:<day number>``."""
        days = asked.event.days
        day = venue.day_for_prayers(asked.event, today(asked.event, asked.now))
        if asked.argument and days:
            day = days[min(max(page_number(asked.argument), 1), len(days)) - 1].date
        return Reply(shown=venue.prayers_message(asked.event, asked.texts, day))

    def _registration(self, asked: Asked, page: int) -> Reply:
        return Reply(shown=topics.topic_page(asked.event, asked.texts, Topic.REGISTRATION, page, RELATED))


def gone(asked: Asked) -> Reply:
    """What an old button or link asks for is not there any more: a toast over the chat, or a message."""
    said = asked.texts.say("This is no longer in the programme. The schedule has what is current.")
    if asked.tapped is not None:
        return Reply(toast=Texts.plain(said))
    return Reply(shown=Message(said, keyboard=((button(asked.texts, asked.texts.say("🗓 Schedule"), "schedule"),),)))


def _day(asked: Asked) -> date:
    """What people at the event call today."""
    return today(asked.event, asked.now)


def _pinned(asked: Asked, pin: Message | None) -> Reply:
    if pin is None:
        return Reply(toast=Texts.plain(asked.texts.say("Its place on the map is not announced yet.")))
    return Reply(sent=(pin,))


def _found(things: Mapping[str, T], argument: str) -> tuple[T | None, int]:
    """The thing with the id of a button's data, and the page that follows the id, if any."""
    id_, _, page = argument.partition(":")
    return things.get(id_), page_number(page)
