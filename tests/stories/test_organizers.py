"""Roles: by settings, by one-time links; invited, removed, recorded; secrets not kept."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from tests.databases import on_files
from tests.story import Attendee, Story

USED_UP = "This link has been used already, or it is too old. Please ask for a new one."


async def parameter(story: Story) -> str:
    """The start parameter of the owner's link that the operator is shown."""
    link = await story.running.owner_link()
    assert link is not None
    return link.partition("?start=")[2]


async def owner(story: Story, name: str = "Ali") -> Attendee:
    ali = story.attendee(name)
    await ali.starts(await parameter(story))
    return ali


def shown_to(story: Story, person: Attendee) -> set[str]:
    """The commands in the menu of one person's own chat."""
    own = story.fake.world.profile.commands({"type": "chat", "chat_id": person.id}, "")
    return {command["command"] for command in own}


def shown_to_all(story: Story) -> set[str]:
    """The commands in the menu of everybody else."""
    return {one["command"] for one in story.fake.world.profile.commands({"type": "all_private_chats"}, "en")}


async def invitation(ali: Attendee) -> str:
    """The start parameter of a new invitation."""
    return (await ali.sends("/invite")).plain.partition("?start=")[2].strip()


async def test_the_owners_link_makes_one_person_the_owner_once(story: Story) -> None:
    first, second = story.attendee("Ali"), story.attendee("زينب", language="ar")
    secret = await parameter(story)
    assert (await first.starts(secret)).plain.startswith("🔑 You are now the owner of this bot for ISUMEC 2025.")
    assert (await second.starts(secret)).plain.startswith("استُخدم هذا الرابط من قبل")
    assert (await second.sends("/organizers")).plain.startswith("لا أعرف الأمر")
    assert (await first.sends("/organizers")).plain.startswith("👥 Organizers\n\n• Ali: owner")
    assert await story.running.owner_link() is None


async def test_only_the_last_link_that_was_shown_works_and_only_for_a_day(story: Story) -> None:
    early, late, right = story.attendee("Early"), story.attendee("Late"), story.attendee("Right")
    old = await parameter(story)
    new = await parameter(story)
    assert (await early.starts(old)).plain.startswith(USED_UP)
    await story.passes(hours=24)
    assert (await late.starts(new)).plain.startswith(USED_UP)
    assert "You are now the owner" in (await right.starts(await parameter(story))).plain


@on_files
async def test_a_secret_is_nowhere_in_the_database(story: Story) -> None:
    secret = (await parameter(story)).removeprefix("owner_")
    database = sqlite3.connect(story.database)
    everything = "\n".join(database.iterdump())
    database.close()
    assert "invitations" in everything
    assert secret not in everything


async def test_an_owner_invites_an_organizer_who_can_announce_but_not_invite(story: Story) -> None:
    ali, sara, karim = await owner(story), story.attendee("Sara"), story.attendee("Karim")
    link = await invitation(ali)
    assert (await sara.starts(link)).plain.startswith("🔑 You are now an organizer of ISUMEC 2025.")
    assert (await karim.starts(link)).plain.startswith(USED_UP)
    assert (await sara.sends("/broadcast")).plain.startswith("✍️ Please send the text")
    assert (await sara.sends("/invite")).plain.startswith("I do not know /invite.")
    assert (await sara.sends("/organizers")).plain.startswith("I do not know /organizers.")


async def test_a_link_opened_again_by_its_user_around_a_kill_keeps_the_role(story: Story) -> None:
    ali, sara = await owner(story), story.attendee("Sara")
    link = await invitation(ali)
    await sara.starts(link)
    await story.is_killed_and_restarted()
    assert (await sara.starts(link)).plain.startswith("🔑 You are now an organizer")
    assert (await sara.sends("/broadcasts")).plain.startswith("Nothing has been announced yet.")


async def test_whoever_is_removed_is_an_attendee_again_and_cannot_come_back_by_the_old_link(story: Story) -> None:
    ali, sara = await owner(story), story.attendee("Sara")
    link = await invitation(ali)
    await sara.starts(link)
    assert "broadcast" in shown_to(story, sara)
    await ali.sends("/organizers")
    await ali.taps("Remove Sara")
    assert ali.last.plain == "Take the role from Sara? They stay in the chat as an attendee."
    assert await ali.taps("Yes, remove") == "Removed."
    assert "Sara" not in ali.last.plain
    assert shown_to(story, sara) == shown_to_all(story)
    assert (await sara.sends("/broadcast")).plain.startswith("I do not know /broadcast.")
    assert (await sara.starts(link)).plain.startswith(USED_UP)


async def test_roles_of_the_settings_come_and_go_with_the_settings(story: Story) -> None:
    hayder, ali = story.organizer(), await owner(story)
    assert (await hayder.sends("/broadcasts")).plain.startswith("Nothing has been announced yet.")
    await ali.sends("/organizers")
    assert "• Hayder: organizer (from the settings)" in ali.last.plain
    assert not any("Hayder" in label for label in ali.last.labels)
    toast = await ali.taps_data(ali.last.id, f"dismiss_now:{hayder.id}")
    assert toast == "This role comes from the settings (DALEEL_ORGANIZERS) and can only be removed there."
    assert "broadcast" in shown_to(story, hayder)
    story.settings = replace(story.settings, organizers=frozenset())
    await story.restarts()
    assert shown_to(story, hayder) == shown_to_all(story)
    assert (await hayder.sends("/broadcasts")).plain.startswith("I do not know /broadcasts.")


async def test_the_record_says_who_did_what_when(story: Story) -> None:
    ali, sara = await owner(story), story.attendee("Sara")
    await sara.starts(await invitation(ali))
    await sara.sends("/broadcast")
    await sara.sends("Lunch is in the garden.")
    await sara.taps("Only in English")
    await sara.taps("📣 Send to 2 people")
    await ali.sends("/organizers")
    await ali.taps("Remove Sara")
    await ali.taps("Yes, remove")
    await ali.taps("🗒 Latest actions")
    assert ali.last.plain == (
        "🗒 Latest actions\n\n"
        "Sat 25 Oct 07:30: Ali took the role from Sara.\n"
        "Sat 25 Oct 07:30: Sara sent announcement no. 1.\n"
        "Sat 25 Oct 07:30: Sara used a link and has a role now.\n"
        "Sat 25 Oct 07:30: Ali made an invitation link.\n"
        "Sat 25 Oct 07:30: Ali used a link and has a role now."
    )


async def test_names_of_people_are_shown_as_they_are_and_do_nothing(story: Story) -> None:
    ali = await owner(story, "<b>علي</b> & \u202eco")
    sara = story.attendee("{name} <i>")
    await sara.starts(await invitation(ali))
    listed = await ali.sends("/organizers")
    assert {"• <b>علي</b> & co: owner", "• {name} <i>: organizer"} <= set(listed.plain.splitlines())
    await ali.taps("Remove {name} <i>")
    assert ali.last.plain.startswith("Take the role from {name} <i>?")


async def test_an_owner_can_be_invited_to_nothing_lower_and_cannot_remove_themselves(story: Story) -> None:
    ali, sara = await owner(story), story.attendee("Sara")
    link = await invitation(ali)
    await ali.starts(link)
    assert (await ali.sends("/organizers")).plain.startswith("👥 Organizers\n\n• Ali: owner")
    assert await ali.taps_data(ali.last.id, f"dismiss_now:{ali.id}") == "You cannot remove yourself."
    assert "You are now an organizer" in (await sara.starts(link)).plain  # the link was not used up


async def test_what_an_organizer_did_stays_on_record_without_them(story: Story) -> None:
    ali, sara = await owner(story), story.attendee("Sara")
    await sara.starts(await invitation(ali))
    await sara.sends("/forget")
    assert "⚠️ You would no longer be an organizer, either." in sara.last.plain
    await sara.taps("🗑 Yes, delete everything")
    await ali.sends("/organizers")
    await ali.taps("🗒 Latest actions")
    assert "Sat 25 Oct 07:30: Somebody who is no longer here used a link and has a role now." in ali.last.plain
    assert "Sara" not in ali.last.plain
