"""The facts of a topic as a message: what is known in full, then what is not announced yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.cards.fact import fact_buttons, question
from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, grid, paging
from bot.cards.words import lines, paragraphs
from bot.event.model import Event, Fact, Topic
from bot.outbox.model import Button, Message
from bot.programme.pages import page_of
from bot.texts import Texts
from bot.texts.marks import msgid_as
from bot.texts.prose import units

TOPICS: Mapping[Topic, str] = {
    Topic.GENERAL: msgid_as("topic", "🏛 About the conference"),
    Topic.REGISTRATION: msgid_as("topic", "📝 Registration"),
    Topic.ABSTRACTS: msgid_as("topic", "📄 Abstracts"),
    Topic.PROGRAMME: msgid_as("topic", "🗓 Programme"),
    Topic.CERTIFICATES: msgid_as("topic", "🎓 Certificates"),
    Topic.VENUE: msgid_as("topic", "📍 About the venue"),
    Topic.TRAVEL: msgid_as("topic", "✈️ Getting here"),
    Topic.STAY: msgid_as("topic", "🏨 Where to stay"),
    Topic.FOOD: msgid_as("topic", "🍽 Food"),
    Topic.PRAYER: msgid_as("topic", "🤲 Prayer"),
    Topic.SERVICES: msgid_as("topic", "🛎 Services"),
    Topic.SAFETY: msgid_as("topic", "🚨 Safety and health"),
    Topic.CONTACT: msgid_as("topic", "✉️ Contact"),
    Topic.CITY: msgid_as("topic", "🏙 The city"),
}

_ANSWERS = 6
"""Answers on a page."""
_ANSWER = 420
"""UTF-16 units of an answer among others; more is a tap away."""
_QUESTIONS = 25
"""Open questions listed on a page."""


def topic_page(event: Event, texts: Texts, topic: Topic, page: int, related: Sequence[Topic] = ()) -> Message:
    """A page of the topic; ``related`` topics are offered as buttons, where there are facts of them."""
    key = ("topic", topic, page, tuple(related), texts)
    return kept(event, key, lambda: _made(event, texts, topic, page, related))


def topic_buttons(event: Event, texts: Texts, topics: Sequence[Topic]) -> list[Button]:
    """Buttons to those of the topics of which there are facts."""
    there = {fact.topic for fact in event.facts.values()}
    return [button(texts, texts.say_as("topic", TOPICS[each]), "topic", each) for each in topics if each in there]


def _made(event: Event, texts: Texts, topic: Topic, number: int, related: Sequence[Topic]) -> Message:
    facts = [fact for fact in event.facts.values() if fact.topic is topic]
    known = [fact for fact in facts if not _open(fact)]
    unknown = [fact for fact in facts if _open(fact)]
    page = page_of(known, number, _ANSWERS)
    head = Markup("<b>{}</b>").format(texts.say_as("topic", TOPICS[topic]))

    def html(room: int) -> Markup:
        answers = [_answer(texts, fact, min(room, _ANSWER)) for fact in page.items]
        last = page.number == page.pages
        return paragraphs(
            head,
            *answers,
            _unknown(texts, unknown, room) if unknown and last else None,
            None if facts else texts.say("⏳ Nothing about this is announced yet."),
        )

    return Message(
        fitted(html),
        keyboard=(
            *column(_cut(event, texts, page.items)),
            *paging(texts, page.number, page.pages, "topic", topic),
            *grid(texts, topic_buttons(event, texts, related), 2),
        ),
    )


def _answer(texts: Texts, fact: Fact, room: int) -> Markup:
    answer = texts.pick(fact.answer, limit=room) if fact.answer else None
    return lines(Markup("▪️ {}").format(question(texts, fact, room)), answer)


def _open(fact: Fact) -> bool:
    return fact.unknown or fact.answer is None


def _unknown(texts: Texts, facts: Sequence[Fact], room: int) -> Markup:
    """The questions that have no answer yet, folded away."""
    questions = [Markup("• {}").format(texts.pick(fact.question, limit=min(room, 120))) for fact in facts[:_QUESTIONS]]
    more = len(facts) - len(questions)
    if more:
        questions.append(texts.say_many("and {count} more question", "and {count} more questions", more))
    listed = Markup("<blockquote expandable>{}</blockquote>").format(Markup("\n").join(questions))
    return lines(texts.say("⏳ <b>Not announced yet:</b>"), listed)


def _cut(event: Event, texts: Texts, facts: Sequence[Fact]) -> list[Button]:
    """Buttons to the answers that are too long for a page."""
    long = [fact.id for fact in facts if fact.answer and units(fact.answer.pick(texts.language)[0]) > _ANSWER]
    return fact_buttons(texts, event, tuple(long))
