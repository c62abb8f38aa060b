"""A fact as a card: the question, its answer or that it is not announced, where it is from and how old it is."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column
from bot.cards.prayers import prayers_of
from bot.cards.words import PLACE_SIGNS, not_announced, paragraphs, provenance
from bot.event.calendar import prayers_on
from bot.event.model import Event, Fact, Shown
from bot.outbox.model import Button, Message
from bot.texts import Texts

_QUESTION = 300
_RELATED = 3


def fact_card(event: Event, texts: Texts, fact: Fact, day: date) -> Message:
    """The card as it is on ``day``, with buttons to its places and to the facts that go with it."""
    return kept(event, ("fact", fact.id, texts, day), lambda: _made(event, texts, fact, day))


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


def _in_event(event: Event, day: date) -> date:
    """The day itself, or the event's first or last one, whichever is nearer."""
    return min(max(day, event.days[0].date), event.days[-1].date) if event.days else day


def _made(event: Event, texts: Texts, fact: Fact, day: date) -> Message:
    def html(room: int) -> Markup:
        return paragraphs(
            question(texts, fact, room),
            not_announced(texts) if fact.unknown or fact.answer is None else None,
            texts.pick(fact.answer, limit=room) if fact.answer else None,
            prayers_of(event, texts, _in_event(event, day)) if fact.shows is Shown.PRAYER_TIMES else None,
            texts.say("🔸 <i>An illustrative example: the real one is not announced yet.</i>")
            if fact.illustrative
            else None,
            provenance(texts, fact.source, fact.confirmed, day),
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
    if fact.shows is Shown.PRAYER_TIMES and prayers_on(event, day):
        buttons.append(button(texts, texts.say("🕌 Prayer times"), "prayers"))
    return Message(fitted(html), keyboard=column([*buttons, *fact_buttons(texts, event, fact.see[:_RELATED])]))
