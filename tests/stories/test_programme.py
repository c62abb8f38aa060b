"""People look around the conference: schedule, now and next, venue, registration, speakers, links, old buttons."""

from __future__ import annotations

import pytest

from tests.story import Attendee, Seen, Story


def pair(story: Story) -> tuple[Attendee, Attendee]:
    return story.attendee("James", language="en"), story.attendee("زينب", language="ar")


def data(seen: Seen) -> list[str]:
    return [button["callback_data"] for beside in seen.rows for button in beside if "callback_data" in button]


async def test_the_schedule_opens_on_today_and_leads_to_a_card_and_back(story: Story) -> None:
    james, zainab = pair(story)
    shown = await james.sends("/schedule")
    assert shown.plain.startswith("🗓 Saturday, 25 October 2025\nDay 1 of 3\n")
    assert "An illustrative programme: the real one is not announced yet." in shown.plain
    await james.taps("2")
    assert james.last.id == shown.id, "edited in place"
    assert "Saturday, 25 October 2025 (day 1)" in james.last.plain
    assert "Baghdad time" in james.last.plain
    await james.taps("🗓 Sat 25 Oct")
    assert james.last.text == shown.text
    await james.taps("Sun 26 Oct")
    assert james.last.plain.startswith("🗓 Sunday, 26 October 2025\nDay 2 of 3\n")
    assert (await zainab.sends("/schedule")).plain.startswith("🗓 السبت، ٢٥ تشرين الأول ٢٠٢٥\nاليوم ١ من ٣\n")
    await zainab.taps("الاثنين، ٢٧ تشرين الأول")
    assert zainab.last.plain.startswith("🗓 الاثنين، ٢٧ تشرين الأول ٢٠٢٥\n")
    assert len(zainab.received) == 1


async def test_pages_of_a_day_follow_each_other(story: Story) -> None:
    james, zainab = pair(story)
    first = await james.sends("/schedule")
    await james.taps("Page 2 →")
    assert [each for each in data(james.last) if each.startswith("session:")] != [
        each for each in data(first) if each.startswith("session:")
    ]
    assert "9. " in james.last.plain
    await james.taps("← Page 1")
    assert james.last.text == first.text
    await zainab.sends("الجدول")
    await zainab.taps("صفحة ٢ ←")
    assert "٩. " in zainab.last.plain


@pytest.mark.parametrize(
    ("moment", "english", "arabic"),
    [
        ("2025-10-05T12:00", "begins in 20 days, on Saturday, 25 October 2025.", "بعد ٢٠ يوماً، يوم السبت"),
        (
            "2025-10-22T12:00",
            "begins in 3 days, on Saturday",
            "تبدأ أعمال ISUMEC 2025 بعد ٣ أيام، يوم السبت",
        ),
        (
            "2025-10-23T12:00",
            "begins in 2 days, on Saturday",
            "تبدأ أعمال ISUMEC 2025 بعد يومين، يوم السبت",
        ),
        (
            "2025-10-24T23:30",
            "begins tomorrow, Saturday, 25",
            "تبدأ أعمال ISUMEC 2025 غداً، السبت، ٢٥ تشرين",
        ),
        ("2025-10-25T05:00", "begins today, Saturday, 25", "تبدأ أعمال ISUMEC 2025 اليوم، السبت، ٢٥ تشرين"),
        ("2025-10-25T09:10", "On now (09:10, Baghdad time)", "يجري الآن (٩:١٠ صباحاً بتوقيت بغداد)"),
        ("2025-10-25T22:00", "Next: tomorrow, Sunday, 26 October, ", "التالي: غداً، الأحد، ٢٦ تشرين الأول، "),
        (
            "2025-10-28T08:00",
            "ISUMEC 2025 ended on Monday, 27 October 2025.",
            "انتهت أعمال ISUMEC 2025 يوم الاثنين",
        ),
    ],
)
async def test_now_says_what_is_true(story: Story, moment: str, english: str, arabic: str) -> None:
    james, zainab = pair(story)
    await story.is_at(moment)
    assert english in (await james.sends("/now")).plain
    assert arabic in (await zainab.sends("الآن")).plain
    if "On now" not in english:
        assert english in (await james.sends("/next")).plain


async def test_after_the_event_the_schedule_is_still_offered(story: Story) -> None:
    james, _ = pair(story)
    await story.is_at("2025-11-10T08:00")
    await james.sends("/next")
    await james.taps("🗓 Schedule")
    assert james.last.plain.startswith("🗓 Saturday, 25 October 2025")


async def test_the_venue_is_not_announced_and_karbala_is_on_the_map(story: Story) -> None:
    james, zainab = pair(story)
    await james.sends("/venue")
    text, pin = james.received
    assert "Not announced yet." in text.plain
    for words in ("Najaf International Airport", "Baghdad International Airport", "Fajr: 05:02", "Dhuhr: 11:48"):
        assert words in text.plain
    assert "Approximate; please follow the local adhan." in text.plain
    assert "Emergency: 911" in text.plain
    venue = pin.json["venue"]
    assert venue["title"] == "Karbala"
    assert (round(venue["location"]["latitude"], 3), round(venue["location"]["longitude"], 3)) == (32.616, 44.025)
    await zainab.sends("المكان")
    text, pin = zainab.received
    for words in (
        "لم يُعلَن بعد.",
        "مطار النجف الأشرف الدولي",
        "الفجر: ٥:٠٢",
        "الطوارئ: 911",
        "يُرجى اعتماد الأذان المحلي",
    ):
        assert words in text.plain
    assert pin.json["venue"]["title"] == "كربلاء المقدسة"


async def test_prayer_times_of_each_day_and_where_to_pray(story: Story) -> None:
    james, _ = pair(story)
    await james.sends("/venue")
    await james.taps("🕌 Prayer times", on=james.received[0])
    shown = james.received[0].plain
    assert "Prayer times, Saturday, 25 October 2025\n3 Jumada al-Ula 1447 AH" in shown
    assert "Maghrib: 17:35" in shown
    assert "Where to pray" in shown
    assert "Prayer room: not announced yet" in shown
    await james.taps("Mon 27 Oct", on=james.received[0])
    assert "Monday, 27 October 2025\n5 Jumada al-Ula 1447 AH" in james.received[0].plain


async def test_registration_tells_the_fee_where_it_is_paid_and_what_is_unknown(story: Story) -> None:
    james, zainab = pair(story)
    english = (await james.sends("/registration")).plain
    for words in (
        "75,000 IQD or 50 USD",
        "paid in person",
        "Submitting an abstract is not registering",
        "Not announced yet:",
    ):
        assert words in english
    arabic = (await zainab.sends("التسجيل")).plain
    for words in ("٧٥٬٠٠٠ دينار", "٥٠ دولاراً", "حضورياً", "تقديم الملخص ليس تسجيلاً", "لم يُعلَن بعد:"):
        assert words in arabic
    await james.taps("📄 Abstracts")
    assert james.last.plain.startswith("📄 Abstracts\n")


async def test_speakers_halls_and_tracks_lead_to_their_sessions(story: Story) -> None:
    james, zainab = pair(story)
    await james.sends("/speakers")
    assert "Invented examples: the real speakers are not announced yet." in james.last.plain
    first = james.last.labels[0]
    await james.taps(first)
    assert james.last.plain.startswith(f"🎤 {first}\n")
    await james.taps("1")
    assert first in james.last.labels[2]
    await zainab.sends("/schedule")
    await zainab.taps("📍 القاعات")
    hall = zainab.last.labels[0]
    await zainab.taps(hall)
    assert zainab.last.plain.startswith(f"📍 جلسات {hall}\n")
    await zainab.taps("📍 عن هذه القاعة")
    assert zainab.last.plain.startswith(f"📍 {hall}\n")
    await zainab.taps("📍 المكان")
    await zainab.sends("/schedule")
    await zainab.taps("🏷 المحاور")
    assert len([each for each in data(zainab.last) if each.startswith("in_track:")]) == 7


async def test_links_open_a_session_and_a_fact(story: Story) -> None:
    james, zainab = pair(story)
    await zainab.starts("session_d1-opening")
    assert "حفل الافتتاح" in zainab.last.plain
    await james.starts("fact_reg_fee")
    assert "75,000 IQD or 50 USD" in james.last.plain
    assert "Source: https://isumec.sums.edu.iq/" in james.last.plain
    assert "Last confirmed" not in james.last.plain, "it was after the conference's own days: that would look absurd"
    await james.starts("session_never-was")
    assert james.last.plain == "This is no longer in the programme. The schedule has what is current."
    assert data(james.last) == ["schedule"]


async def test_the_calendar_file_arrives_beside_the_card(story: Story) -> None:
    _, zainab = pair(story)
    await zainab.starts("session_d1-opening")
    await zainab.taps("📅 ملف التقويم")
    document = zainab.last.json["document"]
    assert document["file_name"] == "d1-opening.ics"
    assert document["mime_type"] == "text/calendar"
    assert zainab.last.plain == "📅 حفل الافتتاح\nالسبت، ٢٥ تشرين الأول، ٩:٠٠–١٠:٠٠ صباحاً"


async def test_buttons_of_what_is_gone_are_answered(story: Story) -> None:
    james, _ = pair(story)
    shown = await james.sends("/schedule")
    gone = "This is no longer in the programme. The schedule has what is current."
    for old in (
        "session:gone",
        "ics:gone",
        "speaker:gone",
        "hall:gone",
        "place:gone",
        "fact:gone",
        "in_hall:gone:2",
        "topic:gone",
    ):
        assert await james.taps_data(shown.id, old) == gone, old
        assert james.last.text == shown.text
    assert await james.taps_data(shown.id, "pin:venue") == "Its place on the map is not announced yet."
    await james.taps_data(shown.id, "day:99:99")
    assert james.last.plain.startswith("🗓 Monday, 27 October 2025")
    assert len(james.received) == 1
