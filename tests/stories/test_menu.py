"""What Telegram shows of the bot before anybody writes: commands, name and descriptions, in every language."""

from __future__ import annotations

from bot.rehearsal.telegram.faults import too_many
from bot.rehearsal.telegram.model import Json
from tests.story import Story

PRIVATE = {"type": "all_private_chats"}
PROMISED = ("help", "schedule", "now", "next", "venue", "registration", "speakers", "language", "settings")


def menu(story: Story, language: str = "", scope: Json | None = None) -> dict[str, str]:
    shown = story.fake.world.profile.commands(scope or PRIVATE, language)
    return {command["command"]: command["description"] for command in shown}


def changes(story: Story) -> list[str]:
    return [request.method for request in story.fake.requests if request.method.startswith("setMy")]


async def test_the_commands_are_described_in_both_languages(story: Story) -> None:
    english, arabic = menu(story, "en"), menu(story, "ar")
    assert set(PROMISED) <= english.keys()
    assert english.keys() == arabic.keys()
    assert menu(story) == arabic  # the event's first language, for whoever speaks neither
    for command, description in english.items():
        assert description
        assert arabic[command]
        assert description.isascii()
        assert not arabic[command].isascii(), command


async def test_name_and_descriptions_are_there_in_both_languages_and_within_limits(story: Story) -> None:
    profile = story.fake.world.profile
    for language in ("", "ar", "en"):
        name, short, long = (profile.text(kind, language) for kind in ("name", "short_description", "description"))
        assert 0 < len(name) <= 64
        assert 0 < len(short) <= 120
        assert 0 < len(long) <= 512
        assert "ISUMEC" in name
    assert profile.text("description", "ar") != profile.text("description", "en")


async def test_nothing_is_set_again_that_has_not_changed(story: Story) -> None:
    story.fake.remember_requests = True
    await story.restarts()
    assert changes(story) == []


async def test_what_telegram_does_not_let_us_set_stops_nothing(story: Story) -> None:
    story.fake.world.profile.set_text("name", "another", "en")
    story.fake.faults.plan(too_many(80_000), method="setMyName")
    await story.restarts()
    assert story.fake.world.profile.text("name", "en") == "another"
    assert "Welcome" in (await story.attendee("James").starts()).plain


async def test_organizers_see_their_commands_in_their_own_chat_and_language(story: Story) -> None:
    assert "broadcast" not in menu(story, "en")
    hayder = story.organizer(language="ar")
    await hayder.starts()
    own = menu(story, scope={"type": "chat", "chat_id": hayder.id})
    assert "broadcast" in own
    assert own["schedule"] == menu(story, "ar")["schedule"]


async def test_who_chose_another_language_than_telegrams_sees_the_menu_in_it(story: Story) -> None:
    james = story.attendee("James", language="en")
    await james.starts()
    own = {"type": "chat", "chat_id": james.id}
    assert menu(story, scope=own) == {}
    await james.sends("/language")
    await james.taps("العربية")
    assert menu(story, scope=own) == menu(story, "ar")
