"""What became of the programme, for those whom it affects and for organizers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.keyboards import button, column
from bot.cards.listing import hall_names, illustrative_note
from bot.cards.words import lines, paragraphs
from bot.event.faults import Fault
from bot.event.model import Event, Hall, Session
from bot.event.tell import fault_line
from bot.notices.model import Kind, Notice, Shift, Stage, on
from bot.outbox.model import Button, Message
from bot.texts import Texts
from bot.texts.bidi import clean
from bot.texts.marks import msgid

HEADINGS = {
    Kind.NEW: msgid("➕ <b>New, or takes place after all</b>"),
    Kind.CANCELLED: msgid("❌ <b>Cancelled</b>"),
    Kind.MOVED: msgid("🔁 <b>Moved</b>"),
}
_MOST, _FEW = 12, 6
_TIGHT = 90
"""With less room than this for each text, fewer changes are listed; how many more there are is told."""
_BUTTONS = 4
_FAULTS = 8
_FAULT = 300


def change(event: Event, texts: Texts, found: Sequence[Shift], clashes: Sequence[tuple[Session, Session]]) -> Message:
    """One digest: what is new, cancelled and moved of somebody's sessions, and what now clashes."""
    held = [event.sessions[shift.session] for shift in found if on(event.sessions.get(shift.session))]

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("🔔 <b>Your programme has changed</b>"),
            *_groups(event, texts, found, room),
            *(_clash(texts, one, other, room) for one, other in clashes[:_BUTTONS]),
            illustrative_note(texts, held),
        )

    opening = [button(texts, texts.pick(one.title, limit=60), "session", one.id) for one in held[:_BUTTONS]]
    return Message(fitted(html), keyboard=column([*opening, button(texts, texts.say("⭐ My agenda"), "agenda")]))


def notice(event: Event, texts: Texts, told: Notice, now: datetime) -> Message:
    """For an organizer: what will be told to how many, when, and the buttons that stop or hasten it."""

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("🗓 <b>The programme was changed</b>"),
            *_groups(event, texts, told.shifts, room),
            _fate(texts, told, now),
        )

    return Message(fitted(html), keyboard=column(_choices(texts, told, now)))


def gone(texts: Texts) -> Message:
    """A button of a notice that is not there."""
    return Message(texts.say("This notice is no longer there."))


def faults(texts: Texts, found: Sequence[Fault]) -> Message:
    """For an organizer: why the edited files were not taken over; without faults, that they are right again."""
    if not found:
        return Message(texts.say("✅ The event's files are right again; what was edited is in force."))

    def html(room: int) -> Markup:
        said = (clean(fault_line(one, Path(), texts))[: min(room, _FAULT)] for one in found[:_FAULTS])
        more = len(found) - _FAULTS
        return paragraphs(
            texts.say(
                "⚠️ <b>The event's files were edited, but they have faults.</b> Nothing was taken over: "
                "what was in force stays in force. Correct them, and they are read again by themselves."
            ),
            lines(*(Markup("• {}").format(texts.isolate(one)) for one in said)),
            texts.say_many("… and {count} more", "… and {count} more", more) if more > 0 else None,
        )

    return Message(fitted(html))


def _groups(event: Event, texts: Texts, found: Sequence[Shift], room: int) -> list[Markup]:
    groups, shown = [], found[: _MOST if room >= _TIGHT else _FEW]
    for kind, heading in HEADINGS.items():
        theirs = [shift for shift in shown if shift.kind is kind]
        if theirs:
            groups.append(lines(texts.say(heading), *(_line(event, texts, shift, room) for shift in theirs)))
    if len(found) > len(shown):
        groups.append(texts.say_many("… and {count} more", "… and {count} more", len(found) - len(shown)))
    return groups


def _line(event: Event, texts: Texts, shift: Shift, room: int) -> Markup:
    session = shift.after or shift.before
    if session is None:
        raise ValueError("a shift is of a session")
    title = texts.pick(session.title, limit=min(room, 160))
    if shift.kind is Kind.MOVED:
        old, new = _from_to(event, texts, shift, room)
        return texts.say("• <b>{title}</b>\n    {old} → {new}", title=title, old=old, new=new)
    where = session if shift.kind is Kind.NEW else (shift.before or session)
    then = _when(_as_it_was(event, shift), texts, where, room)
    return texts.say("• <b>{title}</b>\n    {when}", title=title, when=then)


def _as_it_was(event: Event, shift: Shift) -> Event:
    """The event with the halls that have left it."""
    gone = {id_: Hall(id_, name) for id_, name in shift.names.items() if id_ not in event.halls}
    return replace(event, halls={**event.halls, **gone}) if gone else event


def _from_to(event: Event, texts: Texts, shift: Shift, room: int) -> tuple[Markup, Markup]:
    """Old and new; of the old one only what is another now."""
    before, after = shift.before, shift.after
    if before is None or after is None:
        raise ValueError("what moved was there before and is there now")
    new, old_hall = _when(event, texts, after, room), _hall(_as_it_was(event, shift), texts, before, room)
    if (before.start, before.end) == (after.start, after.end):
        return old_hall, new
    if texts.local(before.start).date() == texts.local(after.start).date():
        time = texts.span(before.start, before.end)
    else:
        time = _time(texts, before)
    if before.halls == after.halls:
        return time, new
    return texts.say("{time}, {hall}", time=time, hall=old_hall), new


def _when(event: Event, texts: Texts, session: Session, room: int) -> Markup:
    return texts.say("{time}, {hall}", time=_time(texts, session), hall=_hall(event, texts, session, room))


def _time(texts: Texts, session: Session) -> Markup:
    day = texts.short_day(texts.local(session.start).date())
    return texts.say("{day}, {time}", day=day, time=texts.span(session.start, session.end))


def _hall(event: Event, texts: Texts, session: Session, room: int) -> Markup:
    return hall_names(event, texts, session, room) or texts.say("hall not announced yet")


def _clash(texts: Texts, one: Session, other: Session, room: int) -> Markup:
    limit = min(room, 120)
    return texts.say(
        "⚠️ You now have a clash: <b>{title}</b> is at the same time as <b>{other}</b>.",
        title=texts.pick(one.title, limit=limit),
        other=texts.pick(other.title, limit=limit),
    )


def _fate(texts: Texts, told: Notice, now: datetime) -> Markup:
    people = texts.say_many("{count} person", "{count} people", told.people)
    if told.stage is Stage.REPLACED:
        return texts.say("Before this was told, the programme changed again: the next notice has all of it.")
    if told.stage is Stage.DROPPED:
        return texts.say("🚫 It is not told. It would concern {people}.", people=people)
    if not told.people:
        return texts.say("It concerns nobody's agenda: nobody is written to.")
    if told.leaves > now:
        return texts.say("⏳ {people} will be told at {time}.", people=people, time=texts.time(told.leaves))
    return texts.say("📨 It left at {time}, for {people}.", people=people, time=texts.time(told.leaves))


def _choices(texts: Texts, told: Notice, now: datetime) -> list[Button]:
    if not told.people or told.stage is Stage.REPLACED:
        return []
    if told.stage is Stage.DROPPED:
        return [button(texts, texts.say("📨 Tell them after all"), "notice_send", told.id)]
    if told.leaves <= now:
        return []
    return [
        button(texts, texts.say("↩️ Do not tell them"), "notice_drop", told.id),
        button(texts, texts.say("📨 Tell them now"), "notice_send", told.id),
    ]
