"""A fact as a card: the question, its answer or that it is not announced, where it is from and how old it is."""

from __future__ import annotations

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column
from bot.cards.words import PLACE_SIGNS, not_announced, paragraphs, provenance
from bot.event.model import Event, Fact
from bot.outbox.model import Button, Message
from bot.texts import Texts

_QUESTION = 300
_RELATED = 3


def fact_card(event: Event, texts: Texts, fact: Fact) -> Message:
    """The card, with buttons to its places and to the facts that go with it."""
    return kept(event, ("fact", fact.id, texts), lambda: _made(event, texts, fact))


def question(texts: Texts, fact: Fact, room: int) -> Markup:
    """The question, as a heading."""
    return Markup("<b>{}</b>").format(texts.pick(fact.question, limit=min(room, _QUESTION)))


def fact_buttons(texts: Texts, event: Event, ids: tuple[str, ...]) -> list[Button]:
    """Buttons that show facts, by their questions."""
    facts = [event.facts[id_] for id_ in ids if id_ in event.facts]
    return [
        button(texts, texts.say("❔ {question}", question=texts.pick(fact.question, limit=200)), "fact", fact.id)
        for fact in facts
    ]


def _made(event: Event, texts: Texts, fact: Fact) -> Message:
    def html(room: int) -> Markup:
        return paragraphs(
            question(texts, fact, room),
            not_announced(texts) if fact.unknown or fact.answer is None else None,
            texts.pick(fact.answer, limit=room) if fact.answer else None,
            texts.say("🔸 <i>An illustrative example: the real one is not announced yet.</i>")
            if fact.illustrative
            else None,
            provenance(texts, fact.source, fact.confirmed),
        )

    places = [event.places[id_] for id_ in fact.places if id_ in event.places][:_RELATED]
    buttons = [
        button(
            texts,
            Markup("{} {}").format(PLACE_SIGNS[place.type], texts.pick(place.name, limit=80)),
            "place",
            place.id,
        )
        for place in places
    ]
    return Message(fitted(html), keyboard=column([*buttons, *fact_buttons(texts, event, fact.see[:_RELATED])]))
