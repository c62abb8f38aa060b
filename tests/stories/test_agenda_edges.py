"""Reminders and notices where something else happened in between: undone, renamed, moved close, cancelled beside."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.event.model import Session, SessionStatus
from bot.installation import DEMO_EVENT
from tests.stories.test_changes import digests, edit, rereads, stars
from tests.story import Story

OPENING, SYMPOSIUM, ORAL, KEYNOTE = "d1-opening", "d1-sym-integration", "d1-oral-assessment", "d1-key-competence"


@pytest.fixture
def event_folder(tmp_path: Path) -> Path:
    """A copy of the demo event that may be edited."""
    return Path(shutil.copytree(DEMO_EVENT, tmp_path / "event"))


def changed(story: Story, session: str, **fields: object) -> None:
    """Swap in an event in which one session is another."""
    current = story.running.house.event
    new: Session = replace(current.event.sessions[session], **fields)  # type: ignore[arg-type]
    sessions = {**current.event.sessions, session: new}
    current.swap(replace(current.event, sessions=dict(sorted(sessions.items(), key=lambda each: each[1].start))))


async def test_a_mistake_that_was_dropped_and_undone_is_told_to_nobody(story: Story) -> None:
    james, zainab, hayder = story.attendee("James"), story.attendee("زينب", language="ar"), story.organizer()
    await hayder.sends("/help")
    for person in (james, zainab):
        await stars(person, SYMPOSIUM)
    edit(story, SYMPOSIUM, start='"14:00"', end='"14:45"')
    await rereads(story)
    await hayder.taps("↩️ Do not tell them")
    await story.passes(minutes=10)
    edit(story, SYMPOSIUM, start='"11:00"', end='"11:45"')
    await rereads(story)
    await story.passes(minutes=10)
    assert digests(james) == digests(zainab) == []


async def test_after_a_dropped_notice_the_next_one_begins_with_what_people_know(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer()
    await hayder.sends("/help")
    await stars(james, SYMPOSIUM, OPENING)
    edit(story, SYMPOSIUM, start='"14:00"', end='"14:45"')
    edit(story, OPENING, halls="[hall-a]" if "hall-a" in story.event.halls else f"[{list(story.event.halls)[1]}]")
    await rereads(story)
    await hayder.taps("↩️ Do not tell them")
    await story.passes(minutes=10)
    edit(story, SYMPOSIUM, start='"15:00"', end='"15:45"')
    await rereads(story)
    await story.passes(minutes=10)
    (told,) = digests(james)
    assert "11:00–11:45 → Sat 25 Oct, 15:00–15:45" in told
    assert "Opening Ceremony" not in told  # of that the organizer did not want to speak
    edit(story, SYMPOSIUM, start='"15:30"', end='"16:15"')
    await rereads(story)
    await story.passes(minutes=10)
    assert "15:00–15:45 → Sat 25 Oct, 15:30–16:15" in digests(james)[-1]


@pytest.mark.parametrize("other", [{"en": "Great Auditorium", "ar": "المدرج الكبير"}, None])
async def test_a_hall_that_left_the_files_is_still_called_by_its_name(
    story: Story, other: dict[str, str] | None
) -> None:
    james = story.attendee("James")
    await stars(james, SYMPOSIUM)
    path = story.folder / "programme.yaml"
    path.write_text(renamed(path.read_text("utf-8"), other), "utf-8")
    await rereads(story)
    assert "main" not in story.running.house.event.event.halls, "the edit was taken over"
    await story.passes(minutes=5)
    if other is None:  # another id, the same name: people see no difference
        assert digests(james) == []
    else:
        assert "\n    Main Hall → Sat 25 Oct, 11:00–11:45, Great Auditorium" in digests(james)[0]


def renamed(text: str, other: dict[str, str] | None) -> str:
    text = text.replace("id: main\n", "id: main-2\n").replace("[main]", "[main-2]").replace("[main,", "[main-2,")
    text = text.replace(", main]", ", main-2]").replace(", main,", ", main-2,")
    if other:
        text = text.replace("Main Hall", other["en"]).replace("القاعة الكبرى", other["ar"])
    return text


async def test_a_star_set_just_before_its_session_moves_close_is_reminded_of(story: Story) -> None:
    james = story.attendee("James")
    await story.is_at("2025-10-25T09:20")
    await stars(james, KEYNOTE)
    now = story.clock.now()
    await story.passes(minutes=1)
    changed(story, KEYNOTE, start=now + timedelta(minutes=9), end=now + timedelta(minutes=40))
    await story.settles()
    assert len([seen for seen in james.received if "starts in 8 minutes" in seen.plain]) == 1


async def test_a_reminder_speaks_of_no_clash_with_what_is_cancelled(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    for person in (james, zainab):
        await stars(person, SYMPOSIUM, ORAL)
    changed(story, ORAL, status=SessionStatus.CANCELLED)
    await story.is_at("2025-10-25T10:50")
    (one,) = [seen.plain for seen in james.received if "starts in" in seen.plain]
    assert "At the same time" not in one
    (one,) = [seen.plain for seen in zainab.received if "تبدأ الجلسة" in seen.plain]
    assert "في الوقت نفسه" not in one


async def test_two_sessions_at_one_time_stand_together_whatever_page_they_are_on(story: Story) -> None:
    james = story.attendee("James")
    ids = [one for one in story.event.sessions if one not in {SYMPOSIUM, ORAL}]
    before = [one for one in ids if story.event.sessions[one].end <= story.event.sessions[SYMPOSIUM].start]
    first = before[0]
    current = story.running.house.event
    # Seven sessions before the two, so that a page of eight would part them.
    start = story.event.sessions[first].start
    more = {
        f"x{number}": replace(
            story.event.sessions[first],
            id=f"x{number}",
            start=start + timedelta(minutes=number),
            end=start + timedelta(minutes=number + 1),
        )
        for number in range(7)
    }
    sessions = {**story.event.sessions, **more}
    current.swap(replace(story.event, sessions=dict(sorted(sessions.items(), key=lambda each: each[1].start))))
    await stars(james, *more, SYMPOSIUM, ORAL)
    await james.sends("/agenda")
    pages = [james.last.plain]
    await james.taps("Page 2 →")
    pages.append(james.last.plain)
    assert ["⚠️ At the same time" in page for page in pages] == [False, True]
    assert ("8. " in pages[0], "8. " in pages[1], "9. " in pages[1]) == (False, True, True)


async def test_a_star_promises_what_was_chosen_and_no_more(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    day_two = next(one for one in story.event.sessions if one.startswith("d2-"))
    await james.sends("/reminders")
    await james.taps("✓ 10 minutes")
    await james.taps("🌙 The evening before")
    await zainab.sends("/reminders")
    await zainab.taps("🚶 فقط")
    for person, session, said in (
        (james, day_two, "⭐ In your agenda. I will remind you the evening before."),
        (james, OPENING, "⭐ In your agenda. You have chosen no reminders: /reminders."),  # that evening is past
        (zainab, OPENING, "⭐ أُضيفت إلى جدولكم. إن لزمكم الانتقال من قاعة أخرى فسأذكّركم قبل بدئها بـ: ١٠ دقائق."),
    ):
        await person.starts(f"session_{session}")
        assert await person.taps("☆") == said
    await james.sends("/reminders")
    await james.taps("1 hour")
    await story.is_at("2025-10-25T10:30")
    await james.starts(f"session_{SYMPOSIUM}")
    assert await james.taps("☆") == "⭐ In your agenda. It is too late for the reminders that you chose: /reminders."
