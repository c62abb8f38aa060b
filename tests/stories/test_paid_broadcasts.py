"""A paid announcement: only where the operator allows it and the organizer, who read its price, says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.telegram import Break
from bot.settings import Settings
from tests.stories.test_broadcasts import ARABIC, ENGLISH, announcements, crowd, listeners, organizer, written
from tests.story import Attendee, Story, telling

FASTER = "💫 Faster, for a fee …"
PAY = "💫 Yes, pay and send (Stars: 1)"
GONE = "This draft is no longer there. /broadcast begins a new one, /broadcasts shows what was sent."


@pytest.fixture
async def allowed(tmp_path: Path, migrated: Path) -> AsyncIterator[Story]:
    """An operator who allows it."""
    async with telling(tmp_path / "story.db", migrated=migrated, paid_broadcasts=True) as told:
        yield told


def paid(*people: Attendee) -> list[int]:
    """How many messages to each were paid for."""
    return [len(person.phone.chat.paid) for person in people]


async def test_it_is_off_unless_the_operator_allows_it(story: Story) -> None:
    assert Settings().paid_broadcasts is False
    zainab, james = await listeners(story)
    hayder = await organizer(story)
    question = (await written(hayder, ARABIC, ENGLISH))[-1]
    assert question.labels == ["📣 Send to 3 people", "✏️ Change: Arabic", "✏️ Change: English", "✖️ Cancel"]
    for data in ("broadcast_price:1", "broadcast_pay:1:1", "broadcast_pay:1"):
        await hayder.taps_data(question.id, data)
        assert hayder.last.plain == GONE
    assert announcements(zainab) == announcements(james) == []
    await hayder.taps_data(question.id, "broadcast_send:1")
    assert len(announcements(zainab)) == len(announcements(james)) == 1
    assert paid(zainab, james, hayder) == [0, 0, 0]


async def test_allowed_is_not_chosen(allowed: Story) -> None:
    zainab, james = await listeners(allowed)
    hayder = await organizer(allowed)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps("📣 Send to 3 people")
    assert len(announcements(zainab)) == len(announcements(james)) == 1
    assert paid(zainab, james, hayder) == [0, 0, 0]
    assert "💫" not in hayder.last.plain


async def test_its_price_is_told_before_it_is_chosen(allowed: Story) -> None:
    zainab, james = await listeners(allowed)
    hayder = await organizer(allowed)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps(FASTER)
    assert hayder.last.plain == (
        "💫 Paid announcement\n\n"
        "⚠️ This costs Stars. Telegram takes 0.1 Star for each message from the bot's balance; "
        "at most, in Stars: 1. They are not given back.\n\n"
        "Up to 1,000 messages then leave in a second. Free of charge everybody gets it, too, only more slowly.\n\n"
        "• readers of Arabic: 1\n• readers of English: 2"
    )
    assert hayder.last.labels == ["📣 Send free of charge", PAY, "✖️ Cancel"]
    assert announcements(zainab) == announcements(james) == []

    await hayder.taps(PAY)
    assert len(announcements(zainab)) == len(announcements(james)) == 1
    assert paid(zainab, james) == [1, 1]
    assert paid(hayder) == [1], "the announcement alone: not its report, and no answer"
    assert "✅ Delivered: 3 of 3\n💫 Paid: 0.1 Star for each message" in hayder.last.plain
    await james.sends("/help")
    assert paid(james) == [1]


async def test_an_organizer_who_reads_arabic_is_warned_in_arabic(allowed: Story) -> None:
    await listeners(allowed)
    hayder = await organizer(allowed, "ar")
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps("💫 إرسال أسرع مقابل أجر…")
    assert hayder.last.plain.startswith(
        "💫 إعلان مدفوع الأجر\n\n⚠️ لهذا الإرسال كلفة بنجوم تيليغرام. "
        "تُستقطع من رصيد البوت ٠٫١ نجمة عن كل رسالة، والحد الأعلى لعدد النجوم: ١."
    )
    await hayder.taps("💫 نعم، الدفع والإرسال (النجوم: ١)")
    assert "💫 مدفوع الأجر: ٠٫١ نجمة عن كل رسالة" in hayder.last.plain


async def test_after_the_warning_it_can_still_be_sent_free_of_charge(allowed: Story) -> None:
    zainab, james = await listeners(allowed)
    hayder = await organizer(allowed)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps(FASTER)
    await hayder.taps("📣 Send free of charge")
    assert len(announcements(zainab)) == len(announcements(james)) == 1
    assert paid(zainab, james, hayder) == [0, 0, 0]


async def test_a_price_that_has_risen_since_it_was_read_is_told_anew(allowed: Story) -> None:
    zainab, james = await listeners(allowed)
    hayder = await organizer(allowed)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps(FASTER)
    await crowd(allowed, 20)
    await hayder.taps(PAY)
    assert announcements(zainab) == announcements(james) == []
    assert "at most, in Stars: 3." in hayder.last.plain
    await hayder.taps("💫 Yes, pay and send (Stars: 3)")
    assert paid(zainab, james) == [1, 1]


async def test_what_is_sent_again_where_it_is_unsure_is_not_paid_for_again(allowed: Story) -> None:
    _, james = await listeners(allowed)
    hayder = await organizer(allowed)
    await written(hayder, ARABIC, ENGLISH)
    await hayder.taps(FASTER)
    allowed.fake.faults.plan(Break.DROP_AFTER, method="sendMessage", chat_id=james.id)
    await hayder.taps(PAY)
    assert "not confirmed: 1" in hayder.last.plain, "it may have been paid for, so it is not tried again unasked"
    await hayder.taps("🔁 Send again where it is unsure")
    assert len(announcements(james)) == 2
    assert paid(james) == [1]


@pytest.mark.slow
async def test_when_the_operator_takes_it_back_the_rest_is_sent_free_of_charge(allowed: Story) -> None:
    everybody = await crowd(allowed, 300)
    hayder = await organizer(allowed)
    question = (await written(hayder, ARABIC, ENGLISH))[-1]
    hayder.phone.taps(question.id, "broadcast_pay:1:31")
    await allowed.until(lambda: sum(paid(*everybody)) > 3)
    await allowed.is_killed()
    before = sum(paid(*everybody))
    assert before < 300
    allowed.settings = replace(allowed.settings, paid_broadcasts=False)
    await allowed.comes_back()
    assert sum(paid(*everybody)) == before
    await hayder.taps("🔁 Send again where it is unsure")
    assert all(announcements(person) for person in everybody)
    assert sum(paid(*everybody)) == before


async def test_a_report_keeps_its_figures_when_the_rows_are_gone(story: Story) -> None:
    _, james = await listeners(story)
    hayder = await organizer(story)
    await written(hayder, ARABIC, ENGLISH)
    story.fake.faults.plan(Break.DROP_AFTER, method="sendMessage", chat_id=james.id)
    await hayder.taps("📣 Send to 3 people")
    report = hayder.last.plain
    assert report.endswith("✅ Delivered: 2 of 3\n❓ May have arrived, not confirmed: 1")
    await story.is_at(story.clock.now() + timedelta(days=31))
    assert await story.running.house.outbox.purge(story.clock.now(), 1000) >= 3
    await hayder.taps_data(hayder.last.id, "broadcast_again:1")
    assert [seen.plain for seen in hayder.received if "✅ Delivered" in seen.text][-1] == report
    assert "Delivered: 2 of 3" in (await hayder.sends("/broadcasts")).plain
    assert len(announcements(james)) == 1
