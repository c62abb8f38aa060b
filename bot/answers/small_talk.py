"""What is said to a greeting, to thanks, to an insult, and to the wish for no more messages."""

from __future__ import annotations

from bot.answers.model import Social
from bot.cards.keyboards import button, column, grid
from bot.event.model import Event
from bot.outbox.model import Message
from bot.texts import Texts
from bot.texts.marks import msgid

WORDS = {
    Social.GREETING: msgid("Hello! Ask me anything about {event}."),
    Social.THANKS: msgid("You are welcome! I am here for anything else about {event}."),
    Social.FAREWELL: msgid("Goodbye, and see you at {event}!"),
    Social.WELL_BEING: msgid("I am well, thank you, and glad to help with {event}."),
    Social.PRAISE: msgid("Thank you, how kind! I am here for anything about {event}."),
    Social.INSULT: msgid("I am sorry that I was of no help. Please ask in other words, or choose below."),
    Social.OPT_OUT: msgid("Shall I stop writing to you by myself? I will still answer what you ask."),
    Social.ABILITIES: msgid(
        "I am the guide of {event}. Ask me in your own words about its programme, venue or registration; "
        "/help shows more."
    ),
    Social.AGREEMENT: msgid("All right. Ask me anything about {event}."),
}


def small_talk(event: Event, texts: Texts, said: Social | None) -> Message:
    """The reply, with the ways on."""
    social = said or Social.GREETING
    html = texts.say(WORDS[social], event=texts.pick(event.short_name))
    if social is Social.OPT_OUT:
        off = button(texts, texts.say("🔕 Turn announcements off"), "messages", "off")
        pause = button(texts, texts.say("⏸ Pause my reminders"), "reminders", "off")
        return Message(html, keyboard=column((off, pause)))
    if social in {Social.THANKS, Social.FAREWELL, Social.AGREEMENT}:
        return Message(html)
    ways = [
        button(texts, texts.say("🗓 Schedule"), "schedule"),
        button(texts, texts.say("📍 Venue"), "venue"),
        button(texts, texts.say("📝 Registration"), "registration"),
    ]
    return Message(html, keyboard=grid(texts, ways, 2))
