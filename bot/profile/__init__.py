"""A person's own side of the bot: the first message, language, digits, messages on and off, their data."""

from __future__ import annotations

from bot.chat.context import Command, Tap
from bot.feature import Feature
from bot.profile.chat import ProfileChat
from bot.profile.flow import Profile
from bot.texts.marks import msgid, msgid_as


def feature(profile: Profile) -> Feature:
    """The feature; ``profile`` is joined by app.py, which alone knows all features and stores."""
    chat = ProfileChat(profile)
    return Feature(name="profile", commands=_commands(chat), taps=_taps(chat))


def _commands(chat: ProfileChat) -> tuple[Command, ...]:
    return (
        Command("start", chat.start, words=(msgid_as("typed words", "start"),)),
        Command("help", chat.help, msgid("Everything I can do"), (msgid_as("typed words", "help"),)),
        Command("language", chat.choose_language, msgid("Choose the language"), (msgid_as("typed words", "language"),)),
        Command(
            "settings",
            chat.settings,
            msgid("Language, digits, messages, reminders"),
            (msgid_as("typed words", "settings"),),
        ),
        Command(
            "stop",
            chat.stop,
            msgid("Turn messages off"),
            (msgid_as("typed words", "stop, unsubscribe, stop messages"),),
        ),
        Command("privacy", chat.privacy, msgid("What is kept about you"), (msgid_as("typed words", "privacy"),)),
        Command("export", chat.export, msgid("Get all your data"), (msgid_as("typed words", "export my data"),)),
        Command(
            "forget",
            chat.forget,
            msgid("Delete all your data"),
            (msgid_as("typed words", "delete my data, forget me"),),
        ),
    )


def _taps(chat: ProfileChat) -> tuple[Tap, ...]:
    return (
        Tap("hello", chat.hello),
        Tap("resume", chat.resume),
        Tap("language", chat.language),
        Tap("digits", chat.digits),
        Tap("settings", chat.settings),
        Tap("messages", chat.messages),
        Tap("reminders", chat.reminders),
        Tap("keep_reminders", chat.keep_reminders),
        Tap("forget", chat.forget),
    )
