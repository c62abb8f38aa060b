"""What a person reads about the bot itself, their settings and their data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.attendees.model import Attendee, Role
from bot.cards.keyboards import button, column, row
from bot.cards.words import lines, paragraphs
from bot.chat.context import Command
from bot.event.model import Event
from bot.outbox.model import Button, Document, Message
from bot.texts import Texts
from bot.texts.marks import msgid

PLACES = (
    ((msgid("🗓 Schedule"), "schedule"), (msgid("⏱ Now"), "now")),
    ((msgid("📍 Venue"), "venue"), (msgid("📝 Registration"), "registration")),
    ((msgid("⭐ My agenda"), "agenda"), (msgid("⚙️ Settings"), "settings")),
)
"""The buttons of the first message: label and tap."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the bot speaks: its code, what it calls itself, and the digits it can be written with."""

    code: str
    name: str
    digits: tuple[tuple[str, str], ...] = ()
    """CLDR numbering system and a sample in it, for each that there is a choice of."""


def which_language(voices: Sequence[Texts], languages: Sequence[Language], event: Event) -> Message:
    """Greets and asks for the language in all of them at once, for we do not know which one is read."""
    greetings = [
        texts.say(
            "👋 Welcome to <b>{event}</b>. Which language do you prefer?",
            event=texts.pick(event.short_name, mark=False),
        )
        for texts in voices
    ]
    return Message(
        paragraphs(*greetings), keyboard=column(Button(one.name, data=f"hello:{one.code}") for one in languages)
    )


def welcome(texts: Texts, attendee: Attendee, event: Event, others: Sequence[Language]) -> Message:
    """The first message: what the bot can do, with a button for each of it."""
    parts = [
        texts.say("👋 Welcome!\n<b>{event}</b>", event=texts.pick(event.name)),
        texts.say(
            "I am the guide of the conference. Just <b>ask me in your own words</b>, for example:\n"
            "• What is on now?\n"
            "• Where do I register, and what does it cost?\n"
            "• Which workshops are there tomorrow?"
        ),
        texts.say("⭐ Star a session, and I remind you 10 minutes before it starts. /help shows everything I can do."),
    ]
    rows = [row(texts, (button(texts, texts.say(label), tap) for label, tap in pair)) for pair in PLACES]
    if attendee.muted or not attendee.reminders:
        parts.append(texts.say("🔕 You have turned messages off. I answer you, but I do not write by myself."))
        rows.insert(0, (button(texts, texts.say("🔔 Turn messages on again"), "resume"),))
    rows.extend((Button(other.name, data=f"hello:{other.code}"),) for other in others)
    return Message(paragraphs(*parts), keyboard=tuple(rows))


def help_(texts: Texts, role: Role, commands: Iterable[Command]) -> Message:
    """Every command that this person may use, with what it does."""
    asking = texts.say("💬 Ask me in your own words, in the language you like; or use these:")
    listed = (
        texts.say("{command}: {what}", command=f"/{command.name}", what=texts.say(command.description))
        for command in commands
        if command.description and command.role <= role
    )
    return Message(paragraphs(asking, lines(*listed)))


def language(texts: Texts, languages: Sequence[Language]) -> Message:
    """Which language to go on in."""
    return Message(texts.say("Which language do you prefer?"), keyboard=column(_languages(texts, languages)))


def settings(texts: Texts, attendee: Attendee, languages: Sequence[Language]) -> Message:
    """All settings, each with the buttons that change it."""
    on, off = texts.say_as("messages", "on"), texts.say_as("messages", "off")
    states = lines(
        texts.say("Announcements and changes: {state}", state=off if attendee.muted else on),
        texts.say("Reminders of starred sessions: {state}", state=on if attendee.reminders else off),
    )
    samples = next((one.digits for one in languages if one.code == texts.language), ())
    digits = (_chosen(sample, f"digits:{system}", chosen=system == texts.digits) for system, sample in samples)
    if attendee.muted:
        messages = button(texts, texts.say("🔔 Turn announcements on"), "messages", "on")
    else:
        messages = button(texts, texts.say("🔕 Turn announcements off"), "messages", "off")
    if attendee.reminders:
        reminders = button(texts, texts.say("⏸ Pause my reminders"), "reminders", "off")
    else:
        reminders = button(texts, texts.say("⏰ Turn my reminders on"), "reminders", "on")
    choose = button(texts, texts.say("⏰ My reminders"), "reminding")
    rows = (row(texts, _languages(texts, languages)), row(texts, digits), (messages,), (reminders,), (choose,))
    return Message(
        paragraphs(texts.say("⚙️ <b>Settings</b>"), states), keyboard=tuple(buttons for buttons in rows if buttons)
    )


def stopped(texts: Texts) -> Message:
    """What is silent now, what is not, and how to get it back."""
    return Message(
        texts.say(
            "🔕 <b>Done.</b> You get no more announcements and no notices of changes, "
            "and the reminders of your starred sessions are paused.\n\n"
            "I still answer whatever you ask, and your agenda is kept. If you want messages again: /start."
        ),
        keyboard=column([button(texts, texts.say("⏰ Keep my reminders"), "keep_reminders")]),
    )


def reminders_kept(texts: Texts) -> Message:
    """After /stop, somebody wants their reminders all the same."""
    return Message(
        texts.say("⏰ Your reminders stay on; announcements and notices of changes stay off. /settings changes both.")
    )


def resumed(texts: Texts) -> Message:
    """Everything is on again."""
    return Message(texts.say("🔔 Messages are on again: announcements, changes and the reminders of your sessions."))


def privacy(texts: Texts, *, asks_others: bool = False) -> Message:
    """What is kept, what for, who else reads a question, and how to see and delete it."""
    nobody = texts.say("It is used for nothing but to answer and to remind you, and it is passed on to nobody.")
    others = texts.say(
        "It is used for nothing but to answer and to remind you. One thing leaves this bot: when I am not sure what a "
        "question means, its text, without your name or number, goes to an outside language service that helps to "
        "choose the answer."
    )
    return Message(
        texts.say(
            "🔒 <b>What I keep about you</b>\n\n"
            "• your name, number and language as Telegram tells them, and your settings;\n"
            "• the sessions you starred;\n"
            "• which reminders and announcements were sent to you;\n"
            "• your messages, only until they are answered; what could not be answered, for two weeks.\n\n"
            "{use}\n\n"
            "/export sends you all of it; /forget deletes it.",
            use=others if asks_others else nobody,
        )
    )


def exported(texts: Texts, content: bytes) -> Message:
    """The file with all that is kept."""
    return Message(
        texts.say("📦 This is all that I keep about you."),
        document=Document("daleel-export.json", content, "application/json"),
    )


def sure_to_forget(texts: Texts, role: Role) -> Message:
    """Asks once more before everything is deleted."""
    parts = [
        texts.say(
            "🗑 Delete everything I keep about you: your settings, your agenda with its reminders, your messages? "
            "This cannot be undone."
        )
    ]
    if role > Role.ATTENDEE:
        parts.append(texts.say("⚠️ You would no longer be an organizer, either."))
    return Message(
        paragraphs(*parts),
        keyboard=column(
            [
                button(texts, texts.say("🗑 Yes, delete everything"), "forget", "yes"),
                button(texts, texts.say("No, keep it"), "forget", "no"),
            ]
        ),
    )


def forgotten(texts: Texts) -> Message:
    """Everything is deleted."""
    return Message(texts.say("Everything I kept about you is deleted. If you write to me again, we begin anew."))


def kept(texts: Texts) -> Message:
    """Nothing was deleted."""
    return Message(texts.say("Nothing was deleted."))


def _languages(texts: Texts, languages: Iterable[Language]) -> list[Button]:
    return [_chosen(one.name, f"language:{one.code}", chosen=one.code == texts.language) for one in languages]


def _chosen(label: str, data: str, *, chosen: bool) -> Button:
    return Button(f"✓ {label}" if chosen else label, data=data)
