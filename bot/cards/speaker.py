"""Somebody on stage, as they are named and as a card."""

from __future__ import annotations

from markupsafe import Markup

from bot.cards.fit import fitted
from bot.cards.kept import kept
from bot.cards.keyboards import button, column, grid
from bot.cards.listing import number_buttons, numbered
from bot.cards.words import lines, paragraphs
from bot.event.model import Event, Speaker
from bot.event.programme import programme_of
from bot.outbox.model import Message
from bot.texts import Localized, Texts

_NAME = 120
_SESSIONS = 12


def full_name(texts: Texts, speaker: Speaker) -> Markup:
    """The name with its honorific, both in one language."""
    name, language = speaker.name.pick(texts.language)
    honorific = speaker.honorific.in_language(language) if speaker.honorific else None
    whole = f"{honorific} {name}" if honorific else name
    return texts.pick(Localized({language: whole}), mark=False, limit=_NAME)


def speaker_card(event: Event, texts: Texts, speaker: Speaker) -> Message:
    """Who it is, and in which sessions."""
    return kept(event, ("speaker", speaker.id, texts), lambda: _made(event, texts, speaker))


def _made(event: Event, texts: Texts, speaker: Speaker) -> Message:
    sessions = programme_of(event).with_speaker(speaker.id)[:_SESSIONS]

    def html(room: int) -> Markup:
        biography = texts.pick(speaker.biography, limit=room) if speaker.biography else None
        return paragraphs(
            lines(
                Markup("🎤 <b>{}</b>").format(full_name(texts, speaker)),
                texts.pick(speaker.affiliation, limit=min(room, 300)) if speaker.affiliation else None,
            ),
            Markup("<blockquote expandable>{}</blockquote>").format(biography) if biography else None,
            numbered(event, texts, sessions, room=room, days=True) if sessions else None,
            texts.say("🔸 <i>An invented example: the real speakers are not announced yet.</i>")
            if speaker.illustrative
            else None,
        )

    return Message(
        fitted(html),
        keyboard=(
            *grid(texts, number_buttons(texts, sessions), 6),
            *column([button(texts, texts.say("All speakers"), "speakers")]),
        ),
    )
