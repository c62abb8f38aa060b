"""Both languages as their readers read them: digits, dates, times, lists, isolates, fallbacks."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.installation import CATALOGS
from bot.texts import Catalogs, Localized
from bot.texts.bidi import FSI, PDI, needs_isolation, unsettled

BAGHDAD = ZoneInfo("Asia/Baghdad")
CATALOG = Catalogs(CATALOGS)
ARABIC_CATALOG = CATALOGS / "ar" / "LC_MESSAGES" / "bot.po"
ARABIC = CATALOG.texts("ar", BAGHDAD)
ARABIC_WESTERN_DIGITS = CATALOG.texts("ar", BAGHDAD, "latn")
ENGLISH = CATALOG.texts("en", BAGHDAD)
FIRST_DAY = date(2025, 10, 25)
NINE = datetime(2025, 10, 25, 6, 0, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 10, 25, hour, minute, tzinfo=BAGHDAD)


def test_dates_are_told_with_the_month_names_of_iraq() -> None:
    assert ARABIC.day(FIRST_DAY) == "السبت، ٢٥ تشرين الأول"
    assert ARABIC.full_date(FIRST_DAY) == "السبت، ٢٥ تشرين الأول ٢٠٢٥"
    assert ARABIC_WESTERN_DIGITS.full_date(FIRST_DAY) == "السبت، 25 تشرين الأول 2025"
    assert ENGLISH.day(FIRST_DAY) == "Saturday, 25 October"
    assert ENGLISH.full_date(FIRST_DAY) == "Saturday, 25 October 2025"
    assert ENGLISH.short_day(FIRST_DAY) == "Sat 25 Oct"
    assert [str(ARABIC.day(date(2025, month, 1))).split(" ", 2)[2] for month in range(1, 13)] == [
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
        "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ]  # fmt: skip


def test_the_hijri_date_is_told_in_both_languages() -> None:
    assert ARABIC.hijri(1447, 5, 3) == "٣ جمادى الأولى ١٤٤٧ هـ"
    assert ENGLISH.hijri(1447, 5, 3) == "3 Jumada al-Ula 1447 AH"


def test_the_time_of_day_is_unmistakable() -> None:
    hours = (at(0, 15), at(5, 2), at(9, 30), at(12), at(13, 30), at(14), at(20, 5))
    assert [str(ARABIC.time(hour)) for hour in hours] == [
        "١٢:١٥ بعد منتصف الليل", "٥:٠٢ صباحاً", "٩:٣٠ صباحاً", "١٢:٠٠ ظهراً", "١:٣٠ ظهراً", "٢:٠٠ مساءً", "٨:٠٥ مساءً",
    ]  # fmt: skip
    assert [str(ENGLISH.time(hour)) for hour in hours] == [
        "00:15",
        "05:02",
        "09:30",
        "12:00",
        "13:30",
        "14:00",
        "20:05",
    ]
    assert ARABIC.time(NINE) == "٩:٠٠ صباحاً"


def test_a_span_names_the_part_of_the_day_once_where_it_is_one() -> None:
    assert ARABIC.span(at(9), at(10, 30)) == "٩:٠٠–١٠:٣٠ صباحاً"
    assert ARABIC.span(at(11), at(12, 30)) == "١١:٠٠ صباحاً – ١٢:٣٠ ظهراً"
    assert ENGLISH.span(at(9), at(10, 30)) == "09:00–10:30"
    assert ENGLISH.span(at(22), at(22) + timedelta(hours=3)) == "22:00–01:00"
    assert ENGLISH.span(at(9), at(9) + timedelta(days=2)) == "Saturday, 25 October, 09:00 – Monday, 27 October, 09:00"


def test_durations_are_counted_as_each_language_counts() -> None:
    lengths = [timedelta(minutes=minutes) for minutes in (0, 1, 2, 10, 11, 60, 125, 2 * 1440, 3 * 1440 + 60)]
    assert [str(ENGLISH.duration(length)) for length in lengths] == [
        "less than a minute", "1 minute", "2 minutes", "10 minutes", "11 minutes", "1 hour",
        "2 hours 5 minutes", "2 days", "3 days 1 hour",
    ]  # fmt: skip
    assert [str(ARABIC.duration(length)) for length in lengths] == [
        "أقل من دقيقة", "دقيقة واحدة", "دقيقتين", "١٠ دقائق", "١١ دقيقة", "ساعة واحدة",
        "ساعتين و٥ دقائق", "يومين", "٣ أيام وساعة واحدة",
    ]  # fmt: skip


def test_numbers_have_the_separators_of_the_reader() -> None:
    assert ARABIC.number(75_000) == "٧٥٬٠٠٠"
    assert ARABIC.number(2.5) == "٢٫٥"
    assert ARABIC_WESTERN_DIGITS.number(75_000) == "75,000"
    assert ENGLISH.number(75_000) == "75,000"


def test_whose_time_it_is() -> None:
    assert ARABIC.zone_name() == "بتوقيت بغداد"
    assert ENGLISH.zone_name() == "Baghdad time"


def test_a_moment_lets_readers_elsewhere_see_their_own_time() -> None:
    assert ENGLISH.moment(NINE, ENGLISH.time(NINE)) == f'<tg-time unix="{int(NINE.timestamp())}">09:00</tg-time>'
    assert 'format="r"' in ENGLISH.moment(NINE, ENGLISH.time(NINE), "r")


def test_prose_is_read_in_the_digits_of_its_reader_but_codes_stay() -> None:
    prose = Localized(
        {
            "ar": "رسم التسجيل 75,000 دينار (نحو 50 دولاراً)، أي 12.5% منه. راجع https://example.org/a2?b=3، أو "
            "اكتب إلى desk2@example.org، أو اتصل على +964 780 123 4567. الرمز B12، والخط 12 pt."
        }
    )
    assert ARABIC.pick(prose) == (
        "رسم التسجيل ٧٥٬٠٠٠ دينار (نحو ٥٠ دولاراً)، أي ١٢٫٥٪ منه. راجع \u2068https://example.org/a2?b=3\u2069، أو "
        "اكتب إلى \u2068desk2@example.org\u2069، أو اتصل على \u2068+964 780 123 4567\u2069. "
        "الرمز \u2068B12\u2069، والخط ١٢ \u2068pt\u2069."
    )
    western = ARABIC_WESTERN_DIGITS.pick(Localized({"ar": "٧٥٬٠٠٠ دينار و١٢٫٥٪"}))
    assert western == "75,000 دينار و12.5%"


def test_foreign_names_in_prose_are_one_run() -> None:
    assert ARABIC.pick(Localized({"ar": "المؤتمر (ISUMEC 2025)، بخط Times New Roman."})) == (
        "المؤتمر (\u2068ISUMEC 2025\u2069)، بخط \u2068Times New Roman\u2069."
    )
    assert ENGLISH.pick(Localized({"en": "At the shrine (مرقد الإمام الحسين) in Karbala"})) == (
        "At the shrine (\u2068مرقد الإمام الحسين\u2069) in Karbala"
    )


def test_a_missing_language_shows() -> None:
    only_english = Localized({"en": "Bring 2 <laptops>"})
    assert ARABIC.pick(only_english) == "\u2068Bring 2 &lt;laptops&gt;\u2069 (الإنكليزية)"
    assert ENGLISH.pick(Localized({"ar": "أحضر حاسوبك"})) == "\u2068أحضر حاسوبك\u2069 (Arabic)"
    assert ARABIC.pick(Localized({"en": "Prof. Ada Sample"}), mark=False) == "\u2068Prof. Ada Sample\u2069"


def test_paragraphs_are_kept_and_margins_are_not() -> None:
    assert ENGLISH.pick(Localized({"en": " One.\r\n\r\n\n  Two.\t\n"})) == "One.\n\nTwo."
    assert ARABIC.pick(Localized({"en": "One.\n\nTwo."})) == "\u2068One.\u2069\n\n\u2068Two.\u2069 (الإنكليزية)"


def test_interpolated_values_are_escaped_and_isolated() -> None:
    assert ARABIC.say("{city} time", city="<Basra>") == "بتوقيت \u2068&lt;Basra&gt;\u2069"
    assert ENGLISH.say("{city} time", city="البصرة") == "\u2068البصرة\u2069 time"
    assert ARABIC.say("{city} time", city=Markup("<b>Basra</b>")) == "بتوقيت \u2068<b>Basra</b>\u2069"
    assert ARABIC.say("{city} time", city=Markup("<b>البصرة</b> &amp; \u2068Basra\u2069")) == (
        "بتوقيت <b>البصرة</b> &amp; \u2068Basra\u2069"
    )
    assert ARABIC.say("{city} time", city="\u202eevil\u2069") == "بتوقيت \u2068evil\u2069"


def test_commands_and_numbers_in_the_catalog_are_read_rightly(tmp_path: Path) -> None:
    """A slash before Latin letters would jump to their other end in Arabic."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = ARABIC_CATALOG.read_text("utf-8").split("\n\n")[0]
    message = 'msgid "See /help: {what}, 10 <b>minutes</b>."\nmsgstr "راجع /help: {what}، قبل 10 <b>دقائق</b>."\n'
    (folder / "bot.po").write_text(f"{header}\n\n{message}", encoding="utf-8")
    texts = Catalogs(tmp_path).texts("ar", BAGHDAD)
    assert texts.say("See /help: {what}, 10 <b>minutes</b>.", what="كل شيء") == (
        "راجع \u2068/help\u2069: كل شيء، قبل ١٠ <b>دقائق</b>."
    )
    assert ENGLISH.say("See /help: {what}, 10 <b>minutes</b>.", what="all") == "See /help: all, 10 <b>minutes</b>."


def test_lists_are_joined_as_each_language_joins_them() -> None:
    assert ENGLISH.listed([Markup("A"), Markup("B"), Markup("C")]) == "A, B and C"
    assert ARABIC.listed([Markup("علي"), Markup("Ada")]) == "علي و\u2068Ada\u2069"
    assert ARABIC.listed([]) == ""


def test_a_language_is_named_in_the_reader_s_own_and_in_itself() -> None:
    assert ARABIC.language_name("en") == "الإنكليزية"
    assert ENGLISH.language_name("ar") == "Arabic"
    assert CATALOG.own_name("ar") == "العربية"


def test_plain_text_has_no_markup() -> None:
    assert ENGLISH.plain(Markup("<b>A &amp; B</b> &lt;c&gt;")) == "A & B <c>"


def test_the_same_voice_is_the_same_object() -> None:
    assert CATALOG.texts("ar", ZoneInfo("Asia/Baghdad")) is ARABIC


def balanced(html: str) -> bool:
    for line in html.split("\n"):
        depth = 0
        for sign in line:
            depth += (sign == FSI) - (sign == PDI)
            if depth < 0:
                return False
        if depth:
            return False
    return True


@given(st.text(max_size=60), st.sampled_from([ARABIC, ARABIC_WESTERN_DIGITS, ENGLISH]), st.sampled_from(["ar", "en"]))
def test_no_data_disturbs_what_stands_around_it(raw: str, texts: object, language: str) -> None:
    assert isinstance(texts, type(ARABIC))
    for shown in (texts.pick(Localized({language: raw})), texts.say("{city} time", city=raw)):
        assert balanced(shown)
        assert "<" not in shown
        for sign in shown:
            assert sign in {FSI, PDI} or unicodedata.bidirectional(sign) not in {"LRE", "RLE", "LRO", "RLO", "PDF"}
            assert sign not in "\u061c\u200e\u200f\u2066\u2067"
        shown.encode("utf-8")
        if texts.rtl:
            outside = unsettled(shown)
            assert not needs_isolation("".join(sign for sign in outside if not sign.isdigit()), rtl=True)


@pytest.mark.parametrize("rtl", [True, False])
def test_strong_letters_of_the_other_direction_are_seen(rtl: bool) -> None:
    foreign = {"L"} if rtl else {"R", "AL", "AN"}
    missed = [
        hex(code)
        for code in range(0x10000)
        if unicodedata.bidirectional(chr(code)) in foreign
        and unicodedata.category(chr(code)) in {"Lu", "Ll", "Lo", "Nd"}
        and not needs_isolation(chr(code), rtl=rtl)
    ]
    assert missed == []
