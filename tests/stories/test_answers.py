"""People ask in their own words: a fact, a set of sessions, a choice, an honest no, small talk; in both languages."""

from __future__ import annotations

from tests.story import Story


async def test_the_fee_is_told_at_once_in_the_language_that_was_asked_in(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    shown = await zainab.sends("شكد رسم التسجيل؟")
    assert "٧٥٬٠٠٠" in shown.plain
    assert "🤔 ليس هذا ما أقصده" in shown.labels
    assert "75,000 IQD or 50 USD" in (await zainab.sends("how much is the registration fee?")).plain


async def test_not_what_i_meant_offers_others_and_none_of_these_leads_on(story: Story) -> None:
    james = story.attendee("James", language="en")
    await james.sends("how much is the registration fee?")
    await james.taps("🤔 Not what I meant")
    assert james.last.plain == "Sorry. Was it one of these?"
    assert len(james.last.labels) == 4
    await james.taps("None of these")
    assert james.last.plain.startswith("Then I do not know it, sorry.")
    assert "🗓 Schedule" in james.last.labels


async def test_a_set_of_sessions_and_the_follow_up(story: Story) -> None:
    james = story.attendee("James", language="en")
    today = await james.sends("which workshops are there on day 1?")
    assert "Saturday, 25 October" in today.plain
    assert {"1", "2"} <= set(today.labels)
    assert "Monday, 27 October" in (await james.sends("and on day 3?")).plain
    await story.passes(minutes=11)
    assert "Monday, 27 October" not in (await james.sends("where?")).plain, "ten minutes later it is forgotten"


async def test_what_is_outside_the_dates_is_said(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    shown = await zainab.sends("شنو برنامج يوم الخميس؟")
    assert shown.plain.startswith("هذا التاريخ خارج أيام المؤتمر")


async def test_medical_advice_is_declined_with_the_emergency_number(story: Story) -> None:
    james = story.attendee("James", language="en")
    shown = await james.sends("what is the dose of amoxicillin for children")
    assert shown.plain.startswith("I cannot give medical advice; please ask a doctor.")
    assert "911" in shown.plain


async def test_thanks_need_no_answer_and_an_opt_out_gets_its_buttons(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    assert (await zainab.sends("شكرا")).plain.startswith("على الرحب والسعة!")
    shown = await zainab.sends("الله يخليكم كافي رسائل")
    assert [row[0]["callback_data"] for row in shown.rows] == ["messages:off", "reminders:off"]


async def test_what_is_not_wholly_understood_is_offered_as_a_set_in_one_button(story: Story) -> None:
    james = story.attendee("James", language="en")
    shown = await james.sends("what workshops are glamorous on sunday")
    assert shown.plain == "Did you mean one of these?"
    of_the_set = next(label for label in shown.labels if label.startswith("4 sessions: "))
    data = next(row[0]["callback_data"] for row in shown.rows if row[0]["text"] == of_the_set)
    assert data.startswith("meant:")
    await james.taps(of_the_set)
    assert james.last.plain.count("Sunday, 26 October") == 1
    assert {"1", "2", "3", "4"} <= set(james.last.labels)
    zainab = story.attendee("زينب", language="ar")
    shown = await zainab.sends("شنو الورش المخبوصة باچر؟")
    assert any(label.startswith("٤ جلسات: ") for label in shown.labels)


async def test_between_the_days_what_is_on_now_tells_what_comes_next(story: Story) -> None:
    james = story.attendee("James", language="en")
    await james.sends("what is on right now?")
    assert james.last.plain.startswith("⏸ No session is going on now.")
    assert "⏭ Next: " in james.last.plain
    await story.is_at("2025-10-25 23:30")
    await james.sends("what's on right now?")
    assert "⏭ Next: Sunday, 26 October" in james.last.plain
    zainab = story.attendee("زينب", language="ar")
    await zainab.sends("هسه شنو شغال؟")
    assert zainab.last.plain.startswith("⏸")
    assert "1" in james.last.labels
