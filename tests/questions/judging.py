"""Is an answer right: first, among the first three, at once, within one tap, as an exact set, in the right language."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from bot.answers.conversations import Conversations
from bot.answers.model import Answer, Outcome, Question
from tests.questions.reading import Asked, Kind

DIRECT = frozenset({Outcome.FOUND, Outcome.EMPTY})
"""What is told as known, without asking back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question with its answer; ``seconds`` is how long the engine took."""

    asked: Asked
    answer: Answer
    seconds: float = 0.0

    @property
    def ranking(self) -> tuple[str, ...]:
        """What is shown, then what else was thought of, best first."""
        return tuple(dict.fromkeys([*self.answer.ids, *(each.id for each in self.answer.candidates)]))

    @property
    def direct(self) -> bool:
        """Whether it was answered at once."""
        return self.answer.outcome in DIRECT

    @property
    def exact(self) -> bool:
        """Whether one of the expected sets was given exactly, at once."""
        got = () if self.answer.outcome is Outcome.EMPTY else self.answer.ids
        return self.direct and any(each.matches(got) for each in self.asked.sessions)

    @property
    def right(self) -> bool:
        """Whether it was answered at once, and rightly."""
        shown = set(self.answer.ids)
        if self.asked.both:
            return self.direct and all(each & shown for each in self.asked.both)
        if self.asked.social or self.asked.kind is Kind.SOCIAL:
            kind = self.answer.social.value if self.answer.social else ""
            return self.answer.outcome is Outcome.SOCIAL and self.asked.social in {"", kind}
        fact = self.answer.outcome is Outcome.FOUND and bool(self.asked.facts & set(self.answer.ids[:1]))
        # A message that was taken for two questions shows two answers: the right one may be the second.
        fact = fact or (len(shown) == 2 and bool(self.asked.facts & shown) and self.answer.outcome is Outcome.FOUND)
        return fact or self.exact

    @property
    def wrong(self) -> bool:
        """Whether something else was told as if it were the answer."""
        return self.direct and not self.right

    @property
    def top1(self) -> bool:
        """Whether the best guess is right, shown at once or not."""
        return self.exact or self._among(1)

    @property
    def top3(self) -> bool:
        """Whether a right one is among the first three."""
        return self.exact or self._among(3)

    @property
    def one_tap(self) -> bool:
        """Whether the attendee has it at once or after one tap on a button that was offered."""
        if self.right:
            return True
        if self.answer.outcome not in {Outcome.SEVERAL, Outcome.SLOT}:
            return False
        offered = self.ranking[:3]
        sets = any(each.matches({one}) for each in self.asked.sessions for one in offered)
        # The button of a set shows the whole of it.
        whole = self.answer.offered if set(self.answer.offered[:1]) & set(offered) else ()
        sets = sets or any(each.matches(whole) and not each.nothing for each in self.asked.sessions)
        return bool(self.asked.facts & set(offered)) or sets

    @property
    def language(self) -> bool:
        """Whether it is answered in the asker's language."""
        return self.answer.language == self.asked.language

    def _among(self, first: int) -> bool:
        accepted = set(self.asked.facts).union(*self.asked.both)
        for each in self.asked.sessions:
            accepted |= each.needed or each.allowed
        if any(each.nothing for each in self.asked.sessions) and self.answer.outcome is Outcome.EMPTY:
            return True
        return bool(accepted & set(self.ranking[:first]))


class Answering(Protocol):
    """An engine, or one with the optional model around it."""

    def answer(self, question: Question) -> Answer:
        """The answer."""


def judge(engine: Answering, asked: Asked) -> Verdict:
    """Ask one question as the chat would, with what went before."""
    context = None
    if asked.before:
        conversations = Conversations()
        for text in asked.before.split(" >> "):
            first = Question(text, asked.at, context=conversations.context(1, asked.at))
            conversations.keep(1, first, engine.answer(first))
        context = conversations.context(1, asked.at)
    question = Question(asked.text, asked.at, context=context)
    begun = time.perf_counter()
    answer = engine.answer(question)
    return Verdict(asked, answer, time.perf_counter() - begun)
