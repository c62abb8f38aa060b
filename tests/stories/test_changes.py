"""The programme is edited while the bot runs: who is told what, when, and what can be stopped."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.installation import DEMO_EVENT
from bot.outbox.model import Line
from tests.story import Attendee, Story

OPENING, SYMPOSIUM, ORAL, LUNCH = "d1-opening", "d1-sym-integration", "d1-oral-assessment", "d1-lunch"


@pytest.fixture
def event_folder(tmp_path: Path) -> Path:
    """A copy of the demo event that may be edited."""
    return Path(shutil.copytree(DEMO_EVENT, tmp_path / "event"))


def edit(story: Story, session: str, **fields: str | None) -> None:
    """Change single lines of one session in programme.yaml, as an organizer would; None takes a line out."""
    path = story.folder / "programme.yaml"
    before, start, rest = path.read_text("utf-8").partition(f"  - id: {session}\n")
    own, next_, after = rest.partition("\n  - id: ")
    lines = [line for line in own.splitlines() if line.strip().partition(":")[0] not in fields]
    lines += [f"    {key}: {value}" for key, value in fields.items() if value is not None]
    path.write_text(before + start + "\n".join(lines) + next_ + after, "utf-8")


async def rereads(story: Story) -> None:
    """The watch looks, sees a change, looks again, and takes it over."""
    for _ in range(2):
        await story.running.house.watch.look()
    await story.settles()


async def stars(person: Attendee, *sessions: str) -> None:
    for session in sessions:
        await person.starts(f"session_{session}")
        await person.taps("☆")
    assert person.news


def digests(person: Attendee) -> list[str]:
    return [seen.plain for seen in person.received if seen.text.startswith("🔔 ")]


async def test_only_those_whom_it_affects_are_told_after_the_window(story: Story) -> None:
    zainab, james, other = story.attendee("زينب", language="ar"), story.attendee("James"), story.attendee("Ali")
    hayder = story.organizer()
    await hayder.sends("/help")
    await stars(zainab, SYMPOSIUM)
    await stars(james, SYMPOSIUM)
    await stars(other, LUNCH)
    edit(story, SYMPOSIUM, start='"14:00"', end='"14:45"')
    await rereads(story)
    said = hayder.last
    assert said.plain.startswith("🗓 The programme was changed\n\n🔁 Moved\n• Integrating Basic")
    assert said.plain.endswith("⏳ 2 people will be told at 07:32.")
    assert said.labels == ["↩️ Do not tell them", "📨 Tell them now"]
    await story.passes(minutes=1)
    assert digests(zainab) == digests(james) == []
    await story.passes(minutes=1)
    (told,) = digests(james)
    assert told.splitlines()[:2] == ["🔔 Your programme has changed", ""]
    assert "\n    11:00–11:45 → Sat 25 Oct, 14:00–14:45, Main Hall" in told
    (told,) = digests(zainab)
    assert told.startswith("🔔 تنويه: تغيّر في جدولكم\n\n🔁 نُقلت\n• ")
    assert "\n    ١١:٠٠–١١:٤٥ صباحاً ← السبت، ٢٥ تشرين الأول، ٢:٠٠–٢:٤٥ مساءً، القاعة الكبرى" in told
    assert digests(other) == []
    await story.passes(minutes=30)
    assert len(digests(james)) == 1


async def test_a_change_of_words_is_told_to_nobody(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer()
    await hayder.sends("/help")
    await stars(james, SYMPOSIUM)
    edit(story, SYMPOSIUM, capacity="77")
    await rereads(story)
    assert story.running.house.event.event.sessions[SYMPOSIUM].capacity == 77
    await story.passes(minutes=10)
    assert (digests(james), hayder.last.plain.startswith("🗓")) == ([], False)


async def test_an_organizer_stops_it_and_lets_it_go_after_all(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer("حيدر", language="ar")
    await hayder.sends("/help")
    await stars(james, SYMPOSIUM)
    edit(story, SYMPOSIUM, status="cancelled")
    await rereads(story)
    await hayder.taps("↩️ لا ترسلوه")
    assert "🚫 لن يُرسَل. عدد من يعنيهم الأمر: شخص واحد." in hayder.last.plain
    await story.passes(minutes=10)
    assert digests(james) == []
    await hayder.taps("📨 أرسلوه مع ذلك")
    await story.settles()
    assert ["❌ Cancelled" in text for text in digests(james)] == [True]
    await story.passes(minutes=10)
    assert len(digests(james)) == 1


async def test_tell_them_now_does_not_wait(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer()
    await hayder.sends("/help")
    await stars(james, SYMPOSIUM)
    edit(story, SYMPOSIUM, halls="[furat]" if "furat" in story.event.halls else f"[{list(story.event.halls)[1]}]")
    await rereads(story)
    await hayder.taps("📨 Tell them now")
    await story.settles()
    (told,) = digests(james)
    assert "\n    Main Hall → Sat 25 Oct, 11:00–11:45, " in told
    await story.passes(minutes=10)
    assert len(digests(james)) == 1
    assert "📨 It left at 07:30, for 1 person." in hayder.last.plain
    assert hayder.last.labels == []


async def test_edits_within_the_window_are_one_digest_and_back_again_is_none(story: Story) -> None:
    james, zainab = story.attendee("James"), story.attendee("زينب", language="ar")
    await stars(james, SYMPOSIUM, LUNCH)
    await stars(zainab, SYMPOSIUM)
    edit(story, SYMPOSIUM, start='"14:00"', end='"14:45"')
    await rereads(story)
    await story.passes(minutes=1)
    edit(story, SYMPOSIUM, start='"11:00"', end='"11:45"')
    edit(story, LUNCH, status="cancelled")
    await rereads(story)
    await story.passes(minutes=10)
    (told,) = digests(james)
    assert "❌ Cancelled" in told
    assert "🔁" not in told
    assert digests(zainab) == []


async def test_the_digest_says_what_clashes_now(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, OPENING, SYMPOSIUM)
    edit(story, SYMPOSIUM, start='"09:15"', end='"09:45"')
    await rereads(story)
    await story.passes(minutes=5)
    (told,) = digests(james)
    assert "⚠️ You now have a clash: Integrating Basic" in told
    assert "is at the same time as Opening Ceremony." in told


async def test_the_window_is_never_more_than_half_the_time_to_the_start(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, OPENING)
    await story.is_at("2025-10-25T08:58")
    edit(story, OPENING, start='"10:00"', end='"10:30"')
    await rereads(story)
    await story.is_at("2025-10-25T08:59")
    assert len(digests(james)) == 1


async def test_who_was_reminded_is_told_even_after_taking_the_star_away(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, OPENING)
    await story.is_at("2025-10-25T08:51")
    await james.taps("Open the session")
    await james.taps("★")
    edit(story, OPENING, status="cancelled")
    await rereads(story)
    await story.passes(minutes=2)
    assert ["Opening Ceremony" in text for text in digests(james)] == [True]


async def test_the_muted_are_left_in_peace_but_their_reminders_follow(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, SYMPOSIUM)
    await james.sends("/stop")
    await james.taps("⏰ Keep my reminders")
    edit(story, SYMPOSIUM, start='"09:30"', end='"10:15"')
    await rereads(story)
    await story.is_at("2025-10-25T09:20")
    assert digests(james) == []
    assert "starts in 10 minutes" in james.last.plain


async def test_a_kill_at_any_point_loses_no_notice_and_repeats_none(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, SYMPOSIUM)
    edit(story, SYMPOSIUM, start='"14:00"', end='"14:45"')
    await rereads(story)
    await story.is_killed_and_restarted()
    await story.passes(minutes=3)
    assert len(digests(james)) == 1
    await story.is_killed_and_restarted()
    await story.passes(minutes=10)
    assert len(digests(james)) == 1


async def test_what_was_edited_while_the_bot_was_down_is_told_after_the_start(story: Story) -> None:
    james = story.attendee("James")
    await stars(james, SYMPOSIUM)
    await story.is_killed()
    edit(story, SYMPOSIUM, start='"14:00"', end='"14:45"')
    await story.comes_back()
    await story.passes(minutes=3)
    assert ["11:00–11:45 → " in text for text in digests(james)] == [True]


async def test_a_bad_edit_changes_nothing_and_organizers_read_why_once(story: Story) -> None:
    james, hayder, sara = story.attendee("James"), story.organizer(), story.organizer("سارة", language="ar", number=1)
    await hayder.sends("/help")
    await sara.sends("/help")
    await stars(james, SYMPOSIUM)
    edit(story, SYMPOSIUM, halls="[nowhere]")
    await rereads(story)
    await rereads(story)
    assert hayder.news[-1].plain.startswith("⚠️ The event's files were edited, but they have faults.")
    assert "There is no “nowhere” among the halls." in hayder.last.plain
    assert "programme.yaml:" in sara.last.plain
    assert sara.last.plain.startswith("⚠️ عُدّلت ملفات المؤتمر")
    assert story.running.house.event.event.sessions[SYMPOSIUM].halls == ("main",)
    edit(story, SYMPOSIUM, halls="[nowhere]", capacity="50")
    await rereads(story)
    assert len([seen for seen in hayder.received if "they have faults" in seen.text]) <= 2
    edit(story, SYMPOSIUM, halls="[main]", capacity=None)
    await rereads(story)
    assert hayder.last.plain == "✅ The event's files are right again; what was edited is in force."
    await story.passes(minutes=5)
    assert digests(james) == []


async def test_quiet_hours_hold_a_notice_back_unless_the_session_starts_sooner(story: Story) -> None:
    james, omar = story.attendee("James"), story.attendee("Omar")
    day_two = next(one for one in story.event.sessions.values() if one.id.startswith("d2-") and one.start.hour >= 7)
    for person in (james, omar):
        await stars(person, day_two.id)
    await james.sends("/reminders")
    await james.taps("🤫 Quiet: 22:00 to 07:00")
    await story.is_at("2025-10-25T23:00")
    edit(story, day_two.id, status="cancelled")
    await rereads(story)
    await story.passes(minutes=5)
    assert (len(digests(james)), len(digests(omar))) == (0, 1)
    await story.is_at("2025-10-26T07:00")
    assert len(digests(james)) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_kill_while_the_lines_are_written_loses_nobody(
    story: Story, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    people = [story.attendee(f"Guest {number}", language=language) for number in range(3)]
    for person in people:
        await stars(person, SYMPOSIUM)
    outbox, looked = story.running.house.outbox, asyncio.Event()

    async def killed(lines: Iterable[Line], connection: object = None) -> int:
        del lines, connection
        looked.set()
        await asyncio.Event().wait()
        return 0

    monkeypatch.setattr(outbox, "queue", killed)
    edit(story, SYMPOSIUM, status="cancelled")
    for _ in range(2):
        await story.running.house.watch.look()
    await story.until(looked.is_set)
    await story.is_killed_and_restarted()
    await story.passes(minutes=3)
    assert [len(told(person, language)) for person in people] == [1, 1, 1]
    await story.is_killed_and_restarted()
    await story.passes(minutes=10)
    assert [len(told(person, language)) for person in people] == [1, 1, 1]


def told(person: Attendee, language: str) -> list[str]:
    heading = {"en": "Your programme has changed", "ar": "تنويه: تغيّر في جدولكم"}[language]
    return [text for text in digests(person) if heading in text]


async def test_notices_that_quiet_hours_held_back_arrive_as_one(story: Story) -> None:
    james = story.attendee("James")
    first, second = "d2-sym-programmatic", "d2-lunch"
    await stars(james, first, second)
    await james.sends("/reminders")
    await james.taps("🤫 Quiet: 22:00 to 07:00")
    await story.is_at("2025-10-25T22:30")
    edit(story, first, status="cancelled")
    await rereads(story)
    await story.passes(minutes=30)
    edit(story, second, status="cancelled")
    await rereads(story)
    await story.is_at("2025-10-26T07:00")
    (one,) = digests(james)
    assert one.count("\n• ") == 2


async def test_old_and_forged_buttons_of_notices_change_nothing(story: Story) -> None:
    james, hayder = story.attendee("James"), story.organizer()
    await hayder.sends("/help")
    await stars(james, SYMPOSIUM)
    edit(story, SYMPOSIUM, status="cancelled")
    await rereads(story)
    await james.taps_data(james.last.id, "notice_drop:1")
    await hayder.taps_data(hayder.last.id, "notice_drop:99")
    assert hayder.last.plain == "This notice is no longer there."
    await hayder.taps_data(hayder.last.id, "notice_drop:x")
    await story.passes(minutes=3)
    assert len(digests(james)) == 1
    await hayder.taps_data(hayder.last.id, "notice_drop:1")
    assert "📨 It left at 07:32" in hayder.last.plain
