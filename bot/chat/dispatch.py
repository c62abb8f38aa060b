"""An update → who did what → the handler → its reply. One door for everything that people do in the chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.attendees.model import Attendee, Role
from bot.attendees.store import Attendees
from bot.chat import remarks
from bot.chat.acquaintance import Acquaintance
from bot.chat.arrivals import Arrival, Deed, arrival
from bot.chat.context import Asked, Handler, InlinePage, Reply, Sought
from bot.chat.groups import Groups
from bot.chat.intake import Incoming
from bot.chat.replies import Replies
from bot.chat.routes import Routes, plain
from bot.chat.voices import Voices
from bot.clock import Clock
from bot.event.current import CurrentEvent
from bot.event.model import Event

TOO_OLD = timedelta(hours=1)
"""What waited longer than this while we were away is not answered; its sender is asked once to write again."""
HEAD_START = 0.02
"""Seconds that storing a newcomer may delay their answer."""


@dataclass(slots=True)
class Dispatch:
    """Answers updates. ``on_change`` is told of an attendee whose role or language is another now."""

    routes: Routes
    attendees: Attendees
    people: Acquaintance
    event: CurrentEvent
    voices: Voices
    clock: Clock
    replies: Replies
    bot_name: str
    on_change: Callable[[Attendee, Event], Awaitable[None]]
    _groups: Groups = field(default_factory=Groups)
    _excused: set[int] = field(default_factory=set)
    _albums: dict[int, str] = field(default_factory=dict)

    async def answer(self, incoming: Incoming) -> None:
        """Do what an update asks for. Raises what its handler raises, and ``NotTaken``."""
        arrived = arrival(incoming.update, self.bot_name)
        if arrived is None or self._same_album(arrived):
            return
        event, now = self.event.event, self.clock.now()
        if arrived.deed in {Deed.BLOCK, Deed.UNBLOCK}:
            await self.people.set_reachable(arrived.person["id"], reachable=arrived.deed is Deed.UNBLOCK)
        elif arrived.deed in {Deed.GROUP_COMMAND, Deed.GROUP_INVITATION}:
            await self._answer_group(arrived, event)
        elif arrived.deed is Deed.INLINE:
            # Telegram takes an answer for some seconds only, and each letter typed is a new query.
            if not incoming.late:
                await self._offer(arrived, event, now)
        else:
            before = self.attendees.get(arrived.person["id"])
            familiar = before if before and before.reachable and before.language else None
            attendee = familiar or await self._meet(arrived, event)
            # Telegram dates messages by a clock of its own: what waits for long has waited by both of ours.
            if incoming.late and min(now, self.clock.steady()) - _moment(incoming, arrived) > TOO_OLD:
                await self._excuse(arrived, attendee, event)
            else:
                await self._answer_attendee(arrived, attendee, event, now)
                await self._tell_change(arrived, before, event)
            if before is None:
                await self.people.stored(attendee)

    async def apologise(self, incoming: Incoming) -> None:
        """Tell the sender of an update that it could not be answered."""
        arrived = arrival(incoming.update, self.bot_name)
        if arrived is None or arrived.chat_id < 0 or arrived.deed in {Deed.BLOCK, Deed.UNBLOCK, Deed.INLINE}:
            return
        attendee = self.people.known(arrived.person) or Attendee(arrived.person["id"])
        sorry = remarks.apology(self.voices.of(attendee, self.event.event))
        if arrived.query_id is None or not await self.replies.stop_spinner(arrived.query_id, sorry.toast):
            await self.replies.give(arrived.chat_id, sorry)

    async def unreachable(self, chat_id: int) -> None:
        """Note that Telegram refuses to reach somebody, until they write again."""
        await self.people.set_reachable(chat_id, reachable=False)

    async def _meet(self, arrived: Arrival, event: Event) -> Attendee:
        attendee = await self.people.meet(arrived.person, event)
        await self.people.stored(attendee, HEAD_START)
        return attendee

    async def _answer_attendee(self, arrived: Arrival, attendee: Attendee, event: Event, now: datetime) -> None:
        texts = self.voices.of(attendee, event)
        asked = Asked(attendee, texts, event, now, arrived.text, arrived.message_id, arrived.update_id)
        reply = await self._reply(arrived, asked)
        replaced = arrived.message_id if arrived.editable else None
        await self.replies.give(arrived.chat_id, reply, tapped=replaced, query_id=arrived.query_id)

    async def _tell_change(self, arrived: Arrival, before: Attendee | None, event: Event) -> None:
        after = self.attendees.get(arrived.person["id"])
        if after is None or after is before or (before and _looks(before) == _looks(after)):
            return
        if after.role > Role.ATTENDEE or after.language != self.people.telegrams(arrived.person, event):
            await self.on_change(after, event)

    async def _reply(self, arrived: Arrival, asked: Asked) -> Reply:
        match arrived.deed:
            case Deed.COMMAND:
                return await self._command(arrived, asked)
            case Deed.TAP:
                return await self._tap(asked)
            case Deed.TEXT:
                return await self._waited_for(asked) or await self._text(asked)
            case Deed.EDIT:
                # Whoever mends a question wants it answered; a step of a dialogue must not be taken a second time.
                return await self._text(asked)
            case _:
                return remarks.only_text(asked, arrived.text)

    async def _command(self, arrived: Arrival, asked: Asked) -> Reply:
        if arrived.command == "start" and asked.argument:
            name, _, argument = asked.argument.partition("_")
            link = self.routes.deep_links.get(name)
            if link is not None:
                return await link.handler(replace(asked, argument=argument))
            asked = replace(asked, argument="")
        command = self.routes.commands.get(arrived.command)
        if command is None or asked.attendee.role < command.role:
            return remarks.unknown_command(asked, arrived.command)
        return await command.handler(asked)

    async def _tap(self, asked: Asked) -> Reply:
        name, _, argument = asked.argument.partition(":")
        tap = self.routes.taps.get(name)
        if tap is None or asked.attendee.role < tap.role:
            return remarks.old_button(asked)
        return await tap.handler(replace(asked, argument=argument))

    async def _waited_for(self, asked: Asked) -> Reply | None:
        for dialogue in self.routes.dialogues:
            reply = await dialogue.handler(asked)
            if reply is not None:
                return reply
        return None

    async def _text(self, asked: Asked) -> Reply:
        command = self.routes.words.get(plain(asked.argument)) if len(asked.argument) <= remarks.LONGEST_WORD else None
        if command is not None and asked.attendee.role >= command.role:
            return await command.handler(replace(asked, argument=""))
        handler: Handler = self.routes.typed or remarks.not_understood
        return await handler(asked)

    async def _answer_group(self, arrived: Arrival, event: Event) -> None:
        if self._groups.may_speak(arrived.chat_id):
            known = self.people.known(arrived.person)
            language = known.language if known else self.people.telegrams(arrived.person, event)
            texts = self.voices.in_language(language, event)
            await self.replies.give(arrived.chat_id, remarks.write_in_private(texts, event, self.bot_name))

    async def _offer(self, arrived: Arrival, event: Event, now: datetime) -> None:
        """Answer an inline query; whoever only looks something up is not made an attendee."""
        known = self.people.known(arrived.person)
        language = (known and known.language) or self.people.telegrams(arrived.person, event)
        texts = self.voices.in_language(language, event, known.digits if known else None)
        sought = Sought(texts, event, now, arrived.text, arrived.offset)
        page = await self.routes.inline(sought) if self.routes.inline else InlinePage()
        await self.replies.offer(arrived.query_id or "", page)

    async def _excuse(self, arrived: Arrival, attendee: Attendee, event: Event) -> None:
        if arrived.query_id is not None:
            await self.replies.stop_spinner(arrived.query_id, None)
        if arrived.chat_id not in self._excused:
            self._excused.add(arrived.chat_id)
            await self.replies.give(arrived.chat_id, remarks.was_away(self.voices.of(attendee, event)))

    def _same_album(self, arrived: Arrival) -> bool:
        """Whether it is one more picture of an album that has been answered."""
        if arrived.album is None:
            return False
        again = self._albums.get(arrived.chat_id) == arrived.album
        self._albums[arrived.chat_id] = arrived.album
        return again


def _looks(attendee: Attendee) -> tuple[object, ...]:
    """What an attendee's command menu depends on."""
    return attendee.role, attendee.language, attendee.reachable


def _moment(incoming: Incoming, arrived: Arrival) -> datetime:
    return incoming.received if arrived.sent is None else datetime.fromtimestamp(arrived.sent, UTC)
