"""How people name the days of a conference: weekdays, dates, Hijri dates, first and last, today and tomorrow."""

# Lists of words are easier to read in lines of their own length.
# ruff: noqa: SIM905

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hijridate import Gregorian

from bot.event.model import Event

MONTHS_IQ = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|")
MONTHS_EGY = "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر".split("|")
MONTHS_EN = "January|February|March|April|May|June|July|August|September|October|November|December".split("|")
HIJRI_AR = (
    "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة".split("|")
)  # fmt: skip
HIJRI_EN = (
    "Muharram|Safar|Rabi al-Awwal|Rabi al-Thani|Jumada al-Ula|Jumada al-Akhira|Rajab|Shaban|Ramadan|Shawwal|"
    "Dhu al-Qadah|Dhu al-Hijjah".split("|")
)
WEEKDAYS = {
    "msa": "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد".split("|"),
    "iraqi": "الاثنين|الثلاثا|الاربعا|الخميس|الجمعة|السبت|الاحد".split("|"),
    "egy": "الاتنين|التلات|الاربع|الخميس|الجمعة|السبت|الحد".split("|"),
    "levantine": "التنين|التلاتا|الأربعا|الخميس|الجمعة|السبت|الأحد".split("|"),
    "arabizi": "el ithnein|el thalatha|el arba3a|el 5amis|el jum3a|el sabt|el a7ad".split("|"),
    "en": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|"),
}
ORDINALS = {
    "msa": "الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر".split("|"),
    "iraqi": "اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر".split("|"),
    "egy": "اول|تاني|تالت|رابع|خامس|سادس|سابع|تامن|تاسع|عاشر".split("|"),
    "arabizi": "awal|thani|thalith|rabi3".split("|"),
    "en": "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth".split("|"),
}
RELATIVE: dict[str, dict[int, tuple[str, ...]]] = {
    "msa": {0: ("اليوم", "هذا اليوم"), 1: ("غداً", "يوم غد", "غدا"), 2: ("بعد غد",)},
    "iraqi": {0: ("اليوم", "هاليوم"), 1: ("باچر", "باجر", "باكر"), 2: ("عكب باچر", "ورا باچر", "بعد باجر")},
    "gulf": {0: ("اليوم",), 1: ("بكرة", "باكر", "بكره"), 2: ("بعد بكرة", "عقب باكر")},
    "egy": {0: ("النهارده", "انهاردة", "النهاردة"), 1: ("بكره", "بكرة"), 2: ("بعد بكره",)},
    "levantine": {0: ("اليوم",), 1: ("بكرا", "بكرة"), 2: ("بعد بكرا",)},
    "arabizi": {0: ("el yoom", "elyom"), 1: ("bacher", "bukra", "bachir"), 2: ("3ogub bacher", "ba3d bukra")},
    "en": {0: ("today",), 1: ("tomorrow", "tmrw"), 2: ("the day after tomorrow",)},
}
LAST = {
    "msa": "في اليوم الأخير",
    "iraqi": "اخر يوم",
    "gulf": "آخر يوم",
    "egy": "اخر يوم",
    "levantine": "آخر يوم",
    "arabizi": "akher yoom",
    "en": "on the last day",
}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def english_ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … 11th."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def days(variety: str, event: Event, day: date, today: date) -> list[str]:
    """The ways to name one day in one variety; relative ones where they are true, weekdays where there is but one."""
    number = next((each.number for each in event.days if each.date == day), 0)
    weekdays = [each.date.weekday() for each in event.days]
    one_weekday = weekdays.count(day.weekday()) <= (1 if number else 0)
    style = {"mixed": "iraqi"}.get(variety, variety)
    names = [*_dates(style, event, day), *RELATIVE[style].get((day - today).days, ())]
    if one_weekday:
        names += _weekdays(style, day)
    if number:
        names += _numbered(style, number, {each.date.day for each in event.days})
        names += [LAST[style]] if number == len(event.days) else []
    if variety == "mixed":
        names += [f"day {number}", f"ال day {number}"] if number else []
        names += [WEEKDAYS["en"][day.weekday()]] if one_weekday else []
    return names


def _weekdays(style: str, day: date) -> list[str]:
    name = WEEKDAYS.get(style, WEEKDAYS["msa"])[day.weekday()]
    if style == "en":
        return [f"on {name}", f"on {name[:3].lower()}", name.lower()]
    return [f"yoom {name}"] if style == "arabizi" else [f"يوم {name}", name]


def _numbered(style: str, number: int, dates: set[int]) -> list[str]:
    """By number; where dates have the same numbers, only as nobody would name a date."""
    if style == "en":
        return [f"on day {number}", f"on the {ORDINALS['en'][number - 1]} day", f"on the {english_ordinal(number)} day"]
    if style == "arabizi":
        named = [f"{ORDINALS[style][number - 1]} yoom"] if number <= len(ORDINALS[style]) else []
        return [*([] if dates & {number} else [f"yom {number}", f"el yoom {number}"]), *named]
    name = ORDINALS["msa"][number - 1]
    if style == "msa":
        return [f"في اليوم {name}", f"اليوم {name}"]
    spoken = ORDINALS["egy" if style in {"egy", "levantine"} else "iraqi"][number - 1]
    if style == "gulf":
        return [f"اليوم {name}", f"{name.removeprefix('ال')} يوم"]
    return [f"اليوم {name}", f"باليوم {name}", f"{spoken} يوم"]


def _dates(style: str, event: Event, day: date) -> Iterator[str]:
    hijri_day = day + timedelta(days=event.hijri_offset)
    hijri = Gregorian(hijri_day.year, hijri_day.month, hijri_day.day).to_hijri()
    if style == "en":
        month = MONTHS_EN[day.month - 1]
        yield from (f"on {month} {day.day}", f"on {day.day} {month[:3]}")
        yield from [f"on the {english_ordinal(day.day)}"] if day.day > len(event.days) else []
        yield from (f"on {english_ordinal(day.day)} {month}", f"on {hijri.day} {HIJRI_EN[hijri.month - 1]}")
        return
    if style == "arabizi":
        yield from (f"yoom {day.day}/{day.month}", f"yom {day.day}/{day.month}")
        return
    month = (MONTHS_EGY if style in {"egy", "gulf"} else MONTHS_IQ)[day.month - 1]
    yield f"يوم {day.day} {month}"
    yield f"يوم {str(day.day).translate(ARABIC_DIGITS)} {month}"
    yield f"يوم {day.day}/{day.month}"
    if style == "msa":
        yield f"بتاريخ {day.day}/{day.month}/{day.year}"
    elif day.day > len(event.days):
        yield f"يوم {day.day}"
    if style in {"msa", "iraqi", "gulf"}:
        yield f"يوم {hijri.day} {HIJRI_AR[hijri.month - 1]}"
