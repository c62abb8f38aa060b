"""Answers given before, by what they depend on: a hall full of people asks the same few questions, over and over.

An answer depends on the snapshot, the words as they are heard, the reader's language, the time and, for what leans on
it, the question before. Within one minute of the clock nothing begins or ends. Nothing tells who asked.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from bot.answers.engine import Engine
from bot.answers.followups import continues, leans
from bot.answers.model import Answer, Question
from bot.answers.spelling import Token, tokens
from bot.event.model import Event

MOST = 2000
"""Answers kept; the one that was not asked for the longest is forgotten first."""

Text = tuple[Token, ...]
Key = tuple[Text, str | None, datetime, tuple[object, ...]]


@dataclass(slots=True)
class Remembered:
    """The answers of one snapshot."""

    _event: Event | None = None
    _answers: OrderedDict[Key, Answer] = field(default_factory=OrderedDict)
    _alone: OrderedDict[Text, bool] = field(default_factory=OrderedDict)
    """Texts, and whether they stand alone, whatever was asked before."""

    def answer(self, engine: Engine, question: Question) -> Answer | None:
        """What was answered to the same; None where nobody asked it."""
        if self._event is not engine.event:
            self._event = engine.event
            self._answers.clear()
            self._alone.clear()
        key = self._key(engine, question)
        known = self._answers.get(key)
        if known is not None:
            self._answers.move_to_end(key)
        return known

    def keep(self, engine: Engine, question: Question, answer: Answer) -> None:
        """Remember an answer, unless another snapshot has come in meanwhile."""
        if self._event is engine.event:
            self._answers[self._key(engine, question)] = answer
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def _key(self, engine: Engine, question: Question) -> Key:
        text, before = tokens(question.text), question.context
        leaning_on: tuple[object, ...] = ()
        if before is not None and not self._stands_alone(engine, text, question):
            leaning_on = (before.question, before.ids)
        return text, question.language, question.at.replace(second=0, microsecond=0), leaning_on

    def _stands_alone(self, engine: Engine, text: Text, question: Question) -> bool:
        alone = self._alone.get(text)
        if alone is None:
            heard = engine.ear.hear(question.text)
            alone = self._alone[text] = not leans(heard, engine.scheduler) and not continues(heard)
            if len(self._alone) > MOST:
                self._alone.popitem(last=False)
        return alone
