"""The speakers, a page at a time."""

from __future__ import annotations

from bot.cards.kept import kept
from bot.cards.keyboards import button, column, paging
from bot.cards.speaker import full_name
from bot.cards.words import lines
from bot.event.model import Event
from bot.outbox.model import Message
from bot.programme.pages import NAMES, page_of
from bot.texts import Texts


def speakers_page(event: Event, texts: Texts, page: int) -> Message:
    """Who is on stage, each a button."""
    return kept(event, ("speakers", page, texts), lambda: _made(event, texts, page))


def _made(event: Event, texts: Texts, number: int) -> Message:
    speakers = tuple(event.speakers.values())
    schedule = button(texts, texts.say("🗓 Schedule"), "schedule")
    if not speakers:
        return Message(texts.say("⏳ The speakers are not announced yet."), keyboard=((schedule,),))
    page = page_of(speakers, number, NAMES)
    head = lines(
        texts.say("🎤 <b>Speakers</b>"),
        texts.say("🔸 <i>Invented examples: the real speakers are not announced yet.</i>")
        if any(each.illustrative for each in page.items)
        else None,
    )
    names = [button(texts, full_name(texts, each), "speaker", each.id) for each in page.items]
    return Message(head, keyboard=(*column(names), *paging(texts, page.number, page.pages, "speakers"), (schedule,)))
