"""The handlers of typed questions and of the buttons below their answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

from bot.answers.choosing import Choose, settled
from bot.answers.conversations import Conversations
from bot.answers.engine import Engine
from bot.answers.inline import page
from bot.answers.lookup import Lookup
from bot.answers.model import Answer, Question
from bot.answers.remembered import Remembered
from bot.answers.render import Desk, meant, messages, not_known, others
from bot.attendees.model import Attendee
from bot.cards import Link
from bot.chat.context import Asked, InlinePage, Reply, Sought
from bot.event.model import Event
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class AnswersChat:
    """``engine``: waits for the snapshot's own; ``voice``: an attendee's Texts in the language of the question."""

    engine: Callable[[Event], Awaitable[Engine]]
    voice: Callable[[str, Event, Attendee], Texts]
    link: Link
    starred: Callable[[int, str], bool]
    organizers: str | None
    vector: Callable[[str], Awaitable[tuple[float, ...] | None]] | None = None
    choose: Choose | None = None
    conversations: Conversations = field(default_factory=Conversations)
    remembered: Remembered = field(default_factory=Remembered)
    lookup: Lookup = field(default_factory=Lookup)

    async def typed(self, asked: Asked) -> Reply:
        """Any typed text that is no command."""
        chat = asked.attendee.id
        context = self.conversations.context(chat, asked.now)
        question = Question(asked.argument, asked.now, asked.attendee.language, context)
        answer = self.remembered.answer(await self.engine(asked.event), question) or await self._found(
            asked.event, question
        )
        self.conversations.keep(chat, question, answer)
        return Reply(sent=messages(self._desk(asked, answer.language), answer))

    async def not_meant(self, asked: Asked) -> Reply:
        """Not what was meant: what else it may have been, as a new message."""
        desk = self._desk(asked, asked.texts.language)
        return Reply(sent=(others(desk, self.conversations.others(asked.attendee.id)),))

    async def meant(self, asked: Asked) -> Reply:
        """The set of sessions that one of the buttons stood for."""
        return Reply(sent=(meant(self._desk(asked, asked.texts.language), asked.argument),))

    async def none_meant(self, asked: Asked) -> Reply:
        """None of the three was meant."""
        desk = self._desk(asked, asked.texts.language)
        html = desk.texts.say("Then I do not know it, sorry. Please ask in other words, or choose:")
        return Reply(shown=not_known(desk, html))

    async def inline(self, sought: Sought) -> InlinePage:
        """Cards to share in any chat."""
        engine = await self.engine(sought.event)
        ids = self.lookup.found(engine, sought.texts.language, sought.query, sought.now)
        return page(Desk(sought.event, sought.texts, sought.now, self.link), ids, sought.offset, sought.now)

    async def forget(self, attendee: int) -> None:
        """Forget what an attendee asked."""
        self.conversations.forget(attendee)

    async def _found(self, event: Event, question: Question) -> Answer:
        vector = await self.vector(question.text) if self.vector is not None else None
        engine = await self.engine(event)
        answer = await settled(engine.answer(replace(question, vector=vector)), question, event, self.choose)
        self.remembered.keep(engine, question, answer)
        return answer

    def _desk(self, asked: Asked, language: str) -> Desk:
        texts = asked.texts if language == asked.texts.language else self.voice(language, asked.event, asked.attendee)
        starred = partial(self.starred, asked.attendee.id)
        return Desk(asked.event, texts, asked.now, self.link, starred, self.organizers)
