"""What is true at a moment: what is going on, what comes next, or that the event has not begun or is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, grid
from bot.cards.listing import illustrative_note, number_buttons, numbered
from bot.cards.words import lines, paragraphs
from bot.event.model import Event, EventDay, Session, Topic
from bot.event.programme import Phase, State, programme_of, takes_place
from bot.outbox.model import Message
from bot.programme.schedule import no_programme, ways
from bot.programme.topics import topic_buttons
from bot.texts import Texts

_NUMBERS_IN_ROW = 4
_SESSIONS = 12
"""Sessions shown of those at one time."""
_SOON = timedelta(hours=12)
"""Nearer than this, the time left is told beside the time of day."""


def now_message(event: Event, texts: Texts, moment: datetime) -> Message:
    """What is going on, to the minute."""
    minute = moment.replace(second=0, microsecond=0)
    return kept(event, ("now", minute, texts), lambda: _now(event, texts, minute))


def next_message(event: Event, texts: Texts, moment: datetime) -> Message:
    """What comes next, to the minute; before the event when it begins, after it that it is over."""
    minute = moment.replace(second=0, microsecond=0)
    return kept(event, ("next", minute, texts), lambda: _next(event, texts, minute))


def _now(event: Event, texts: Texts, moment: datetime) -> Message:
    state = programme_of(event).state(moment)
    if state.phase is not Phase.RUNNING:
        return _next(event, texts, moment)
    clock = texts.say("⏱ <b>On now</b> ({time}, {zone})", time=texts.time(moment), zone=texts.zone_name())
    after = next_line(texts, state, moment) if state.next else texts.say("Nothing comes after this.")
    return _message(event, texts, clock, state.now, after)


def _next(event: Event, texts: Texts, moment: datetime) -> Message:
    state = programme_of(event).state(moment)
    if state.phase is Phase.AFTER or (state.phase is Phase.RUNNING and not state.next):
        return _over(event, texts, state, moment)
    if not state.next:
        head = lines(_begins(texts, state, event), no_programme(texts))
        return _message(event, texts, head, ())
    if state.phase is Phase.BEFORE:
        head = lines(_begins(texts, state, event), next_line(texts, state, moment))
    elif state.phase is Phase.RUNNING:
        head = next_line(texts, state, moment)
    else:
        head = lines(texts.say("⏸ No session is going on now."), next_line(texts, state, moment))
    return _message(event, texts, head, state.next)


def next_line(texts: Texts, state: State, moment: datetime) -> Markup:
    """When the next sessions start; with their day where it is not today's."""
    start = state.next[0].start
    time = texts.moment(start, texts.time(start))
    if state.next_day is not None and state.days_left > 0:
        date = texts.day(texts.local(start).date())
        if state.phase is Phase.BEFORE:
            zone = texts.zone_name()
            return texts.say("⏭ <b>First</b>: {date}, {time}, {zone}", date=date, time=time, zone=zone)
        if state.days_left == 1:
            return texts.say("⏭ <b>Next</b>: tomorrow, {date}, {time}", date=date, time=time)
        return texts.say("⏭ <b>Next</b>: {date}, {time}", date=date, time=time)
    if start - moment < _SOON:
        return texts.say("⏭ <b>Next</b>: {time}, in {duration}", time=time, duration=texts.duration(start - moment))
    return texts.say("⏭ <b>Next</b>: {time}", time=time)


def _begins(texts: Texts, state: State, event: Event) -> Markup:
    """How far away the event is, in days; between its days, the next one."""
    day = state.next_day or event.days[0]
    date = texts.full_date(day.date)
    name = texts.pick(event.short_name, limit=120)
    if day.number > 1:
        return texts.say("⏸ {event} continues on {date}.", event=name, date=date)
    if state.days_left == 0:
        return texts.say("⏳ {event} begins today, {date}.", event=name, date=date)
    if state.days_left == 1:
        return texts.say("⏳ {event} begins tomorrow, {date}.", event=name, date=date)
    return texts.say_many(
        "⏳ {event} begins in {count} day, on {date}.",
        "⏳ {event} begins in {count} days, on {date}.",
        state.days_left,
        event=name,
        date=date,
    )


def _over(event: Event, texts: Texts, state: State, moment: datetime) -> Message:
    """Nothing comes any more: the last session is on, or the event has ended."""
    if state.phase is Phase.RUNNING:
        return _message(event, texts, texts.say("Nothing comes after what is on now."), ())
    name, last = texts.pick(event.short_name, limit=120), _last_day(event, moment)
    ended = texts.say("🏁 {event} ended on {date}.", event=name, date=texts.full_date(last.date))
    html = lines(ended, texts.say("Its programme can still be read; choose below."))
    schedule = button(texts, texts.say("🗓 Schedule"), "schedule")
    certificates = topic_buttons(event, texts, (Topic.CERTIFICATES,))
    return Message(html, keyboard=((schedule,), *ways(event, texts, over=True), *column(certificates)))


def _last_day(event: Event, moment: datetime) -> EventDay:
    """The day of the last session that took place, else the last day."""
    programme = programme_of(event)
    past = [each for each in programme.sessions if takes_place(each) and each.end <= moment]
    day = programme.day(past[-1].start) if past else None
    return day or event.days[-1]


def _message(
    event: Event, texts: Texts, head: Markup, sessions: Sequence[Session], tail: Markup | None = None
) -> Message:
    shown = sessions[:_SESSIONS]
    more = len(sessions) - len(shown)

    def html(room: int) -> Markup:
        return paragraphs(
            head,
            numbered(event, texts, shown, room=room) if shown else None,
            texts.say_many("and {count} more session", "and {count} more sessions", more) if more else None,
            tail,
            illustrative_note(texts, shown),
        )

    buttons = grid(texts, number_buttons(texts, shown), _NUMBERS_IN_ROW)
    schedule = button(texts, texts.say("🗓 Schedule"), "schedule")
    return Message(fitted(html), keyboard=(*buttons, *ways(event, texts), (schedule,)))
