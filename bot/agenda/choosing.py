"""The pages on which somebody chooses their reminders: how long before, in which case, of which sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from markupsafe import Markup

from bot.agenda.choices import MINUTES, QUIET, Choice
from bot.cards.fit import fitted
from bot.cards.keyboards import button, column, grid, paging
from bot.cards.listing import numbered
from bot.cards.words import paragraphs
from bot.event.model import Event, Session
from bot.outbox.model import Button, Keyboard, Message
from bot.texts import Texts

PAGE = 8
_IN_ROW = 3
_NUMBERS_IN_ROW = 4


def page(texts: Texts, choice: Choice, *, reminders: bool) -> Message:
    """All that can be chosen; a tap on a button changes what stands on it."""
    return Message(
        paragraphs(
            texts.say("⏰ <b>My reminders</b>"),
            texts.say(
                "Choose how long before each starred session I write to you; several are possible. "
                "✓ marks what is chosen; a tap changes it."
            ),
            texts.say(
                "Quiet hours hold back notices of changes and the card of the day until they end, "
                "unless a session starts sooner. They never hold back a reminder that you chose."
            ),
            None if reminders else texts.say("⏸ Your reminders are paused; /settings turns them on."),
        ),
        keyboard=_keyboard(texts, choice),
    )


def sessions_page(event: Event, texts: Texts, sessions: Sequence[Session], silent: Iterable[str], at: int) -> Message:
    """The starred sessions that are still to come, each with its bell; pages count from 1."""
    hushed, pages = set(silent), max(1, -(-len(sessions) // PAGE))
    number = min(max(at, 1), pages)
    first = (number - 1) * PAGE
    shown = sessions[first : first + PAGE]

    def html(room: int) -> Markup:
        return paragraphs(
            texts.say("🔔 <b>Reminders by session</b>"),
            texts.say("A tap on a number turns its reminders off (🔕) or on (🔔).")
            if shown
            else texts.say("None of your starred sessions is still to come."),
            numbered(event, texts, shown, room=room, first=first + 1, days=True),
        )

    bells = [_bell(texts, one, first + place, number, hushed) for place, one in enumerate(shown, 1)]
    back = button(texts, texts.say("⏰ My reminders"), "reminding")
    return Message(
        fitted(html),
        keyboard=(*grid(texts, bells, _NUMBERS_IN_ROW), *paging(texts, number, pages, "bells"), (back,)),
    )


def times(texts: Texts, minutes: Iterable[int]) -> Markup:
    """How long before, in words that follow "before": the longest first."""
    return texts.listed(texts.duration(timedelta(minutes=one)) for one in sorted(minutes, reverse=True))


def _keyboard(texts: Texts, choice: Choice) -> Keyboard:
    minutes = [
        _toggle(texts, texts.duration(timedelta(minutes=one)), str(one), on=one in choice.minutes) for one in MINUTES
    ]
    others = [
        _toggle(texts, texts.say("🌙 The evening before"), "evening", on=choice.evening),
        _toggle(texts, texts.say("🚶 Only if I must change hall"), "moving", on=choice.moving),
        _toggle(texts, texts.say("☀️ A card of the day in the morning"), "morning", on=choice.morning),
        *(_quiet(texts, name, choice) for name in QUIET),
        button(texts, texts.say("🔔 By session"), "bells", 1),
        button(texts, texts.say("⭐ My agenda"), "agenda"),
        button(texts, texts.say("⚙️ Settings"), "settings"),
    ]
    return (*grid(texts, minutes, _IN_ROW), *column(others))


def _quiet(texts: Texts, name: str, choice: Choice) -> Button:
    hours, on = QUIET[name], choice.quiet == name
    label = texts.say(
        "🤫 Quiet: {start} to {end}", start=texts.time_of_day(hours.start), end=texts.time_of_day(hours.end)
    )
    return button(texts, _marked(label, on=on), "remind", "quiet", "none" if on else name)


def _toggle(texts: Texts, label: Markup, what: str, *, on: bool) -> Button:
    return button(texts, _marked(label, on=on), "remind", what, "off" if on else "on")


def _marked(label: Markup, *, on: bool) -> Markup:
    return Markup("✓ {}").format(label) if on else label


def _bell(texts: Texts, session: Session, number: int, page_number: int, hushed: set[str]) -> Button:
    sign, wanted = ("🔕", "on") if session.id in hushed else ("🔔", "off")
    return button(texts, Markup("{} {}").format(sign, texts.number(number)), "bell", page_number, session.id, wanted)
