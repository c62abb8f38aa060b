"""What the chat itself says: to what is no text, to what nobody knows, in groups, and when something went wrong."""

from __future__ import annotations

from bot.chat.context import Asked, Reply
from bot.event.model import Event
from bot.outbox.model import Button, Message
from bot.texts import Texts

LONGEST_WORD = 64
"""Characters; what is longer is no command word."""
_SPOKEN = frozenset(("voice", "audio", "video_note", "video"))
_PLACES = frozenset(("location", "venue"))
_GREETINGS = frozenset(("sticker", "animation", "dice", "game"))


def only_text(asked: Asked, media: str) -> Reply:
    """To anything that is not text; ``media`` is Telegram's name of it."""
    say = asked.texts.say
    if media in _SPOKEN:
        html = say("I cannot listen to recordings. Please write your question in words.")
    elif media in _PLACES:
        html = say("Thank you, but I do not need to know where you are. /venue shows where the event is.")
    elif media in _GREETINGS:
        html = say("Thank you! Ask me anything about {event}.", event=asked.texts.pick(asked.event.short_name))
    elif media == "contact":
        html = say("I keep no contacts of other people. Please write your question in words.")
    else:
        html = say("I can only read text. Please write your question in words.")
    return Reply(sent=(Message(html),))


def unknown_command(asked: Asked, command: str) -> Reply:
    """To a slash command that does not exist, or not for this attendee."""
    html = asked.texts.say("I do not know {command}. /help shows what I can do.", command=f"/{command[:LONGEST_WORD]}")
    return Reply(sent=(Message(html),))


async def not_understood(asked: Asked) -> Reply:
    """To a typed text when no feature answers typed texts."""
    return Reply(sent=(Message(asked.texts.say("I cannot answer that. /help shows what I can do.")),))


def old_button(asked: Asked) -> Reply:
    """To a button that is not known any more."""
    return Reply(toast=asked.texts.plain(asked.texts.say("This button is out of date. Please start again with /help.")))


def write_in_private(texts: Texts, event: Event, bot_name: str) -> Reply:
    """In a group."""
    html = texts.say("I answer questions about {event} in a private chat.", event=texts.pick(event.short_name))
    button = Button(texts.plain(texts.say("Write to me")), url=f"https://t.me/{bot_name}?start=group")
    return Reply(sent=(Message(html, keyboard=((button,),), silent=True),))


def was_away(texts: Texts) -> Reply:
    """To what waited too long while we were away."""
    html = texts.say("Sorry, I was away for a while and could not answer you. If it still matters, please ask again.")
    return Reply(sent=(Message(html),))


def apology(texts: Texts) -> Reply:
    """To what failed; also as a toast."""
    html = texts.say(
        "Sorry, that did not work: the fault is mine, and it is noted. Please try again later, or see /help."
    )
    return Reply(sent=(Message(html),), toast=texts.plain(html))
