"""The page's own words, in every language that the bot speaks."""

from __future__ import annotations

from markupsafe import Markup

from bot.texts import Texts


def words(texts: Texts) -> dict[str, str]:
    """Words by the name under which the page asks for them, as plain text."""
    everything = {**_page(texts), **_clock(texts), **_chat(texts), **_doings(texts)}
    return {name: Texts.plain(text) for name, text in everything.items()}


def _page(texts: Texts) -> dict[str, Markup]:
    return {
        "title": texts.say("Rehearsal"),
        "subtitle": texts.say("The real bot on a simulated Telegram: nothing here reaches anybody."),
        "attendee": texts.say("Attendee"),
        "organizer": texts.say("Organizer"),
        "language": texts.say("The page's language"),
        "crowd": texts.say("Simulated attendees"),
        "received": texts.say("Messages that reached them"),
        "people": texts.say("People"),
        "lost": texts.say("The rehearsal has stopped. Start it again, and this page goes on by itself."),
    }


def _clock(texts: Texts) -> dict[str, Markup]:
    return {
        "clock": texts.say("The event's clock"),
        "pause": texts.say("Pause"),
        "resume": texts.say("Go on"),
        "speed": texts.say("Speed"),
        "next": texts.say("To the next session"),
        "next_hint": texts.say("11 minutes before it, then to its start"),
        "over": texts.say("No session comes after this"),
        "jump": texts.say("Jump"),
        "jump_to": texts.say("Jump to this time"),
        "day": texts.say_as("a day of the event", "Day"),
    }


def _chat(texts: Texts) -> dict[str, Markup]:
    return {
        "bot": texts.say_as("below a chat's title", "bot"),
        "typing": texts.say_as("below a chat's title", "typing…"),
        "message": texts.say("Message"),
        "send": texts.say("Send"),
        "start": texts.say_as("a button", "START"),
        "what": texts.say("What can this bot do?"),
        "menu": texts.say("Menu"),
        "commands": texts.say("Commands of the bot"),
        "keyboard": texts.say("Show or hide the keyboard"),
        "edited": texts.say_as("beside a message's time", "edited"),
        "copied": texts.say("Copied"),
        "share": texts.say("Telegram now lets you choose a chat for this text:"),
        "more": texts.say("Show more"),
        "less": texts.say("Show less"),
        "spoiler": texts.say("Hidden text: press to show it"),
        "here": texts.say("Your own time"),
        "download": texts.say("Download"),
        "map": texts.say("Open the map"),
        "photo": texts.say("Photo"),
        "sticker": texts.say("Sticker"),
        "new_messages": texts.say("To the newest message"),
        "ok": texts.say("OK"),
    }


def _doings(texts: Texts) -> dict[str, Markup]:
    return {
        "doings": texts.say("What else a person can do"),
        "deep_link": texts.say("Open a deep link"),
        "deep_link_hint": texts.say("What stands after “start=” in the link"),
        "open": texts.say("Open"),
        "block": texts.say("Block the bot"),
        "unblock": texts.say("Unblock the bot"),
        "send_photo": texts.say("Send a photo"),
        "send_sticker": texts.say("Send a sticker"),
        "send_location": texts.say("Send a location"),
        "cancel": texts.say("Cancel"),
    }
