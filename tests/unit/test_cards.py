"""The cards as their readers see them, word for word, in both languages; keyboards laid out in their direction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from markupsafe import Markup

from bot.cards import fact_card, hall_card, place_card, place_pin, session_card, session_file, speaker_card
from bot.cards.fit import fitted
from bot.cards.keyboards import button, grid, paging, row
from bot.event.model import (
    Appearance,
    Coordinates,
    Event,
    EventDay,
    Fact,
    Hall,
    Part,
    Place,
    PlaceType,
    Session,
    SessionStatus,
    SessionType,
    Speaker,
    Topic,
    Track,
)
from bot.installation import CATALOGS
from bot.outbox.model import Message, Pin
from bot.texts import Catalogs, Localized, Texts
from bot.texts.bidi import FSI, PDI

BAGHDAD = ZoneInfo("Asia/Baghdad")
CATALOG = Catalogs(CATALOGS)
ENGLISH, ARABIC = CATALOG.texts("en", BAGHDAD), CATALOG.texts("ar", BAGHDAD)

DAY = date(2025, 10, 25)


def both(arabic: str, english: str) -> Localized:
    return Localized({"ar": arabic, "en": english})


def link(parameter: str) -> str:
    return f"https://t.me/daleel_bot?start={parameter}"


WORKSHOP = Session(
    id="d1-workshop",
    title=both("ورشة OSCE: تصميم المحطات & تقويمها", "OSCE workshop: designing & marking stations"),
    start=datetime(2025, 10, 25, 6, 0, tzinfo=UTC),
    end=datetime(2025, 10, 25, 9, 30, tzinfo=UTC),
    type=SessionType.WORKSHOP,
    halls=("lab",),
    track="assessment",
    people=(
        Appearance("zahraa"),
        Appearance("ada"),
        Appearance("zahraa", Part.FACILITATOR),
    ),
    abstract=both("ثلاث ساعات ونصف، لا تتجاوز 40 مشاركاً.", "Three and a half hours, at most 40 participants."),
    languages=("ar", "en"),
    capacity=40,
    illustrative=True,
)
FEE = Fact(
    id="reg_fee",
    topic=Topic.REGISTRATION,
    question=both("كم رسم التسجيل؟", "How much is the registration fee?"),
    answer=both("75,000 دينار عراقي أو 50 دولاراً أمريكياً، ويُدفع حضورياً.", "75,000 IQD or 50 USD, paid in person."),
    source="https://isumec.sums.edu.iq/submission",
    confirmed=date(2025, 10, 20),
    see=("wifi",),
    places=("najaf-airport",),
)
WIFI = Fact(
    id="wifi",
    topic=Topic.SERVICES,
    question=both("هل يوجد Wi-Fi؟", "Is there Wi-Fi?"),
    answer=None,
    unknown=True,
)
NAJAF = Place(
    id="najaf-airport",
    type=PlaceType.AIRPORT,
    name=both("مطار النجف الأشرف الدولي", "Najaf International Airport"),
    directions=both("نحو 76 كم برّاً.", "About 76 km by road."),
    coordinates=Coordinates(31.98972, 44.40417),
)
VENUE = Place(id="venue", type=PlaceType.VENUE, name=both("مكان المؤتمر", "Conference venue"), unknown=True)
KARBALA = Place(
    id="karbala",
    type=PlaceType.CITY,
    name=both("كربلاء المقدسة", "Karbala"),
    coordinates=Coordinates(32.61603, 44.02488),
)
EVENT = Event(
    id="isumec-2025",
    name=both("المؤتمر الدولي الأول للتعليم الطبي", "ISUMEC"),
    short_name=both("ISUMEC 2025", "ISUMEC 2025"),
    zone=BAGHDAD,
    languages=("ar", "en"),
    days=(EventDay(1, date(2025, 10, 25)), EventDay(2, date(2025, 10, 26))),
    city=both("كربلاء المقدسة، العراق", "Karbala, Iraq"),
    sessions={WORKSHOP.id: WORKSHOP},
    halls={"lab": Hall("lab", both("مختبر المهارات", "Skills Laboratory"), place="venue", capacity=11)},
    tracks={"assessment": Track("assessment", both("تقويم الطلبة", "Student Assessment"))},
    speakers={
        "zahraa": Speaker(
            "zahraa",
            both("زهراء الطرفي", "Zahraa Al-Turfi"),
            honorific=both("أ.م.د.", "Asst. Prof. Dr."),
            illustrative=True,
        ),
        "ada": Speaker("ada", Localized({"en": "Ada Example"}), honorific=both("أ.د.", "Prof.")),
    },
    places={each.id: each for each in (NAJAF, VENUE, KARBALA)},
    facts={FEE.id: FEE, WIFI.id: WIFI},
)


def card(texts: Texts, session: Session = WORKSHOP, *, starred: bool = False) -> Message:
    return session_card(EVENT, texts, session, starred=starred, link=link)


def labels(message: Message) -> list[list[str]]:
    return [[each.label.replace(FSI, "").replace(PDI, "") for each in beside] for beside in message.keyboard]


def test_a_session_card_in_english() -> None:
    assert card(ENGLISH).html == (
        "<b>🛠 OSCE workshop: designing &amp; marking stations</b>\n"
        "Workshop · track: Student Assessment\n"
        "\n"
        "🗓 Saturday, 25 October 2025 (day 1)\n"
        '🕘 <tg-time unix="1761372000">09:00–12:30</tg-time>, Baghdad time\n'
        "📍 Skills Laboratory\n"
        "🌐 Language: Arabic and English\n"
        "👥 40 seats\n"
        "\n"
        "Speakers: Asst. Prof. Dr. Zahraa Al-Turfi, Prof. Ada Example\n"
        "Facilitator: Asst. Prof. Dr. Zahraa Al-Turfi\n"
        "\n"
        "<blockquote expandable>Three and a half hours, at most 40 participants.</blockquote>\n"
        "\n"
        "🔸 <i>An illustrative example: the real one is not announced yet.</i>"
    )


def test_a_session_card_in_arabic() -> None:
    assert card(ARABIC).html == (
        "<b>🛠 ورشة \u2068OSCE\u2069: تصميم المحطات &amp; تقويمها</b>\n"
        "ورشة عمل · المحور: تقويم الطلبة\n"
        "\n"
        "🗓 السبت، ٢٥ تشرين الأول ٢٠٢٥ (اليوم ١)\n"
        '🕘 <tg-time unix="1761372000">٩:٠٠ صباحاً – ١٢:٣٠ ظهراً</tg-time> بتوقيت بغداد\n'
        "📍 مختبر المهارات\n"
        "🌐 اللغة: العربية والإنكليزية\n"
        "👥 ٤٠ مقعداً\n"
        "\n"
        "تقديم: أ.م.د. زهراء الطرفي، \u2068Prof. Ada Example\u2069\n"
        "إشراف وتيسير: أ.م.د. زهراء الطرفي\n"
        "\n"
        "<blockquote expandable>ثلاث ساعات ونصف، لا تتجاوز ٤٠ مشاركاً.</blockquote>\n"
        "\n"
        "🔸 <i>مثال توضيحي: لم يُعلَن الحقيقي بعد.</i>"
    )


def test_the_buttons_of_a_session_card_read_in_the_direction_of_their_reader() -> None:
    assert labels(card(ENGLISH)) == [
        ["☆ Add to my agenda"],
        ["📍 Skills Laboratory"],
        ["🎤 Asst. Prof. Dr. Zahraa Al-Turfi"],
        ["🎤 Prof. Ada Example"],
        ["📅 Calendar file", "🔗 Share"],
        ["🗓 Sat 25 Oct"],
    ]
    assert labels(card(ARABIC, starred=True)) == [
        ["★ في جدولي: إزالة"],
        ["📍 مختبر المهارات"],
        ["🎤 أ.م.د. زهراء الطرفي"],
        ["🎤 Prof. Ada Example"],
        ["🔗 مشاركة", "📅 ملف التقويم"],
        ["🗓 السبت، ٢٥ تشرين الأول"],
    ]


def test_the_star_button_says_what_is_wanted() -> None:
    assert card(ENGLISH).keyboard[0][0].data == "star:d1-workshop"
    assert card(ENGLISH, starred=True).keyboard[0][0].data == "unstar:d1-workshop"


def test_a_session_is_shared_by_a_link_that_opens_it() -> None:
    share = card(ENGLISH).keyboard[4][1]
    assert share.url is not None
    assert share.url.startswith(
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fdaleel_bot%3Fstart%3Dsession_d1-workshop&text=OSCE%20workshop"
    )


@pytest.mark.parametrize(
    ("status", "english", "arabic"),
    [
        (
            SessionStatus.CANCELLED,
            "❌ <b>This session is cancelled.</b>\n\n<b>❌ <s>",
            "❌ <b>أُلغيت هذه الجلسة.</b>",
        ),
        (SessionStatus.MOVED, "🔁 <b>This session has been moved;", "🔁 <b>نُقلت هذه الجلسة؛"),
    ],
)
def test_a_cancelled_or_moved_session_says_so_first(status: SessionStatus, english: str, arabic: str) -> None:
    session = replace(WORKSHOP, id=f"d1-{status}", status=status)
    assert card(ENGLISH, session).html.startswith(english)
    assert card(ARABIC, session).html.startswith(arabic)


def test_a_session_without_a_hall_does_not_invent_one() -> None:
    session = replace(WORKSHOP, id="d1-nowhere", halls=())
    assert "📍 The hall is not announced yet." in card(ENGLISH, session).html
    assert "📍 لم تُعلَن القاعة بعد." in card(ARABIC, session).html


def test_a_source_is_told_in_the_readers_language_and_no_confirmation_before_its_day() -> None:
    fact = replace(FEE, id="fee-again", source=Localized({"ar": "صفحات السفر", "en": "travel pages"}))
    before = date(2025, 10, 19)
    assert fact_card(EVENT, ENGLISH, fact, before).html.endswith("<i>Source: travel pages.</i>")
    assert fact_card(EVENT, ARABIC, fact, before).html.endswith("<i>المصدر: صفحات السفر.</i>")
    assert "Last confirmed on 20 October 2025" in fact_card(EVENT, ENGLISH, fact, DAY).html


def test_a_fact_card_tells_its_source_and_its_age() -> None:
    assert fact_card(EVENT, ENGLISH, FEE, DAY).html == (
        "<b>How much is the registration fee?</b>\n\n"
        "75,000 IQD or 50 USD, paid in person.\n\n"
        "<i>Source: https://isumec.sums.edu.iq/submission. Last confirmed on 20 October 2025.</i>"
    )
    assert fact_card(EVENT, ARABIC, FEE, DAY).html == (
        "<b>كم رسم التسجيل؟</b>\n\n"
        "٧٥٬٠٠٠ دينار عراقي أو ٥٠ دولاراً أمريكياً، ويُدفع حضورياً.\n\n"
        "<i>المصدر: \u2068https://isumec.sums.edu.iq/submission\u2069. آخر تأكيد للمعلومة: ٢٠ تشرين الأول ٢٠٢٥.</i>"
    )
    assert labels(fact_card(EVENT, ENGLISH, FEE, DAY)) == [["✈️ Najaf International Airport"], ["❔ Is there Wi-Fi?"]]


def test_an_unknown_fact_says_that_it_is_not_announced() -> None:
    assert fact_card(EVENT, ENGLISH, WIFI, DAY).html == "<b>Is there Wi-Fi?</b>\n\n⏳ <b>Not announced yet.</b>"
    assert fact_card(EVENT, ARABIC, WIFI, DAY).html == "<b>هل يوجد \u2068Wi-Fi\u2069؟</b>\n\n⏳ <b>لم يُعلَن بعد.</b>"


def test_a_place_card_and_its_pin() -> None:
    assert place_card(EVENT, ARABIC, NAJAF, DAY).html == "✈️ <b>مطار النجف الأشرف الدولي</b>\n\nنحو ٧٦ كم برّاً."
    assert place_pin(EVENT, ENGLISH, NAJAF) == Message(
        pin=Pin(31.98972, 44.40417, "Najaf International Airport", "Karbala, Iraq")
    )


def test_a_place_that_is_not_announced_offers_the_city_on_the_map() -> None:
    shown = place_card(EVENT, ENGLISH, VENUE, DAY)
    assert shown.html == "📍 <b>Conference venue</b>\n\n⏳ <b>Not announced yet.</b>"
    assert [each.data for beside in shown.keyboard for each in beside] == ["pin:karbala", "venue"]


def test_a_hall_without_a_place_on_the_map_says_so() -> None:
    assert hall_card(EVENT, ARABIC, EVENT.halls["lab"]).html == (
        "📍 <b>مختبر المهارات</b>\nمكان المؤتمر\n⏳ لم يُعلَن موقعها على الخريطة بعد.\n\n👥 ١١ مقعداً"
    )


def test_a_speaker_card_has_name_honorific_and_sessions() -> None:
    assert speaker_card(EVENT, ENGLISH, EVENT.speakers["zahraa"]).html == (
        "🎤 <b>Asst. Prof. Dr. Zahraa Al-Turfi</b>\n\n"
        "🗓 <b>Saturday, 25 October</b>\n\n"
        "🕘 <b>09:00–12:30</b>\n"
        "1. 🛠 OSCE workshop: designing &amp; marking stations · Skills Laboratory\n\n"
        "🔸 <i>An invented example: the real speakers are not announced yet.</i>"
    )


def test_the_calendar_file_has_the_zone_and_an_id_that_stays() -> None:
    now = datetime(2025, 10, 1, 12, 34, tzinfo=UTC)
    shown = session_file(EVENT, ARABIC, WORKSHOP, link=link, now=now)
    assert shown.document is not None
    assert shown.document.filename == "d1-workshop.ics"
    assert shown.document.media_type == "text/calendar"
    calendar = icalendar.Calendar.from_ical(shown.document.content)
    assert isinstance(calendar, icalendar.Calendar)
    (entry,) = calendar.events
    assert entry.uid == "d1-workshop@isumec-2025"
    assert (entry.start, entry.end) == (WORKSHOP.start, WORKSHOP.end)
    assert b"DTSTART;TZID=Asia/Baghdad:20251025T090000" in shown.document.content
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Baghdad"]
    assert entry["summary"] == "ورشة OSCE: تصميم المحطات & تقويمها"
    assert entry["location"] == "مختبر المهارات، كربلاء المقدسة، العراق"
    assert "OSCE workshop: designing & marking stations" in str(entry["description"])
    assert entry["url"] == link("session_d1-workshop")
    assert FSI not in shown.document.content.decode()
    moved = replace(WORKSHOP, start=WORKSHOP.end, end=datetime(2025, 10, 25, 12, tzinfo=UTC))
    again = session_file(EVENT, ARABIC, moved, link=link, now=now).document
    assert again is not None
    assert b"UID:d1-workshop@isumec-2025" in again.content
    cancelled = session_file(EVENT, ARABIC, replace(WORKSHOP, status=SessionStatus.CANCELLED), link=link, now=now)
    assert cancelled.document is not None
    assert b"STATUS:CANCELLED" in cancelled.document.content


def test_rows_are_mirrored_for_those_who_read_from_the_right() -> None:
    buttons = [button(ENGLISH, ENGLISH.number(number), "x", number) for number in range(1, 6)]
    assert [[each.label for each in beside] for beside in grid(ENGLISH, buttons, 4)] == [["1", "2", "3"], ["4", "5"]]
    assert [[each.label for each in beside] for beside in grid(ARABIC, buttons, 4)] == [["3", "2", "1"], ["5", "4"]]
    assert row(ARABIC, buttons[:2]) == (buttons[1], buttons[0])
    assert [each.label for each in paging(ENGLISH, 2, 3, "x")[0]] == ["← Page 1", "Page 3 →"]
    assert [each.label for each in paging(ARABIC, 2, 3, "x")[0]] == ["صفحة ٣ ←", "→ صفحة ١"]
    assert paging(ENGLISH, 1, 1, "x") == ()


def test_a_label_that_is_cut_keeps_its_isolates_whole() -> None:
    label = button(ARABIC, ARABIC.pick(Localized({"ar": "قاعة " + "Long " * 30})), "x").label
    assert label.count(FSI) == label.count(PDI)
    assert len(label) <= 64


def test_data_that_telegram_would_refuse_is_refused_here() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        button(ENGLISH, Markup("x"), "tap", "y" * 64)


def test_a_message_is_made_again_with_less_room_until_it_fits() -> None:
    rooms: list[int] = []

    def make(room: int) -> Markup:
        rooms.append(room)
        return Markup("<b>{}</b>").format("&" * room * 4)

    assert len(fitted(make).unescape()) == 900 * 4 + len("<b></b>")
    assert rooms == [2400, 900]
