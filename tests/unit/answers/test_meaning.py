"""Where words do not reach, a vector leads to the thing that is meant; without one nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.answers.choosing import settled
from bot.answers.engine import Engine
from bot.answers.model import Answer, Outcome, Question
from bot.event.lexicon import load_lexicon
from bot.event.load import load
from bot.installation import DEMO_EVENT

AT = datetime(2025, 10, 25, 6, 0, tzinfo=UTC)
STRANGE = "zorblax quimmet?"
VECTOR = (1.0, 0.0)


@dataclass(frozen=True)
class Lying:
    """A space in which everything lies far away but for a few things."""

    cosines: Mapping[str, float]
    heads: Mapping[str, float] = field(default_factory=dict)
    senses: Mapping[str, float] = field(default_factory=dict)
    elsewhere: float = 0.0

    @property
    def nearest(self) -> Sequence[str]:
        return tuple(self.cosines)

    def near(self, _: Sequence[float]) -> Lying:
        return self


def engine() -> Engine:
    return Engine(load(DEMO_EVENT), load_lexicon(DEMO_EVENT))


def test_a_thing_that_no_word_leads_to_is_found_by_its_meaning() -> None:
    answering = engine()
    fact = next(iter(answering.event.facts))
    question = Question(STRANGE, AT, vector=VECTOR)
    assert answering.answer(question).outcome is Outcome.UNKNOWN, "nobody told what vectors mean"
    answering.understand(Lying({fact: 0.95}, {fact: 0.9}))
    found = answering.answer(question)
    assert found.candidates[0].id == fact
    assert found.candidates[0].features["cosine"] == 0.95
    assert answering.answer(Question(STRANGE, AT)).candidates == (), "a question without a vector has its words alone"


def test_without_a_vector_an_engine_with_a_space_answers_as_one_without() -> None:
    plain, knowing = engine(), engine()
    knowing.understand(Lying({"reg_fee": 0.9}))
    for text in ("how much is the registration fee?", "شوكت تبدي الورشة؟", "wifi", "zorblax"):
        assert plain.answer(Question(text, AT)) == knowing.answer(Question(text, AT))


async def test_the_choice_that_was_meant_becomes_the_answer_and_the_rest_stays_to_be_chosen() -> None:
    event = load(DEMO_EVENT)
    ids = tuple(event.facts)[:3]
    several = Answer(Outcome.SEVERAL, "en", 0.5, ids)
    asked: list[tuple[str, Sequence[str]]] = []

    async def second(question: str, choices: Sequence[str]) -> int | None:
        asked.append((question, choices))
        return 1

    async def nobody(_: str, __: Sequence[str]) -> int | None:
        return None

    question = Question("how?", AT)
    chosen = await settled(several, question, event, second)
    assert (chosen.outcome, chosen.ids) == (Outcome.FOUND, (ids[1],))
    assert asked == [("how?", [" / ".join(event.facts[id_].question.every()) for id_ in ids])]
    assert await settled(several, question, event, nobody) == several
    found = Answer(Outcome.FOUND, "en", 0.9, ids[:1])
    assert await settled(found, question, event, second) == found
    assert len(asked) == 1, "what is sure is asked of nobody"
