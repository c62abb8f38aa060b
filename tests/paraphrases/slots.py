"""How people name days, hours, parts of the day and types of session, per variety."""

from __future__ import annotations

from datetime import date, time

from bot.event.model import SessionType

VARIETIES = ("msa", "iraqi", "gulf", "egy", "arabizi", "en")
SPOKEN = {"msa": "ar", "iraqi": "ar", "gulf": "ar", "egy": "ar", "arabizi": "en", "en": "en"}

MONTHS_AR = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
MONTHS_EGY = (
    "يناير",
    "فبراير",
    "مارس",
    "ابريل",
    "مايو",
    "يونيو",
    "يوليو",
    "اغسطس",
    "سبتمبر",
    "اكتوبر",
    "نوفمبر",
    "ديسمبر",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS_AR = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
WEEKDAYS_IQ = ("الاثنين", "الثلاثا", "الاربعا", "الخميس", "الجمعة", "السبت", "الاحد")
WEEKDAYS_AZ = ("el ithnein", "el thalatha", "el arba3a", "el 5amis", "el jum3a", "el sabt", "el a7ad")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS_AR = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس")
ORDINALS_IQ = ("اول", "ثاني", "ثالث", "رابع", "خامس")
ORDINALS_AZ = ("awal", "thani", "thalith", "rabi3", "khamis")
ORDINALS_EN = ("first", "second", "third", "fourth", "fifth")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def english_ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … 11th."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def days(variety: str, day: date, number: int, today: date) -> list[str]:
    """The ways to name one day in one variety; relative ones where they are true."""
    ahead = (day - today).days
    if variety == "en":
        names = [
            f"on {WEEKDAYS_EN[day.weekday()]}",
            f"on {MONTHS_EN[day.month - 1]} {day.day}",
            f"on day {number}",
            f"on the {english_ordinal(day.day)}",
            f"on {day.day} {MONTHS_EN[day.month - 1][:3]}",
        ]
        names += [f"on the {ORDINALS_EN[number - 1]} day"] if 1 <= number <= 5 else []
        names += {0: ["today"], 1: ["tomorrow"]}.get(ahead, [])
    elif variety == "arabizi":
        names = [f"yoom {WEEKDAYS_AZ[day.weekday()]}", f"yom {number}" if number > 0 else f"yoom {day.day}/{day.month}"]
        names += [f"{ORDINALS_AZ[number - 1]} yoom"] if 1 <= number <= 5 else []
        names += {0: ["el yoom", "hal yoom"], 1: ["bacher", "bukra"], 2: ["3ogub bacher"]}.get(ahead, [])
    else:
        names = _arabic_days(variety, day, number)
        names += _arabic_relative(variety, ahead)
    return [name for name in names if number > 0 or not any(mark in name for mark in ("day 0", "yom 0"))]


def _arabic_days(variety: str, day: date, number: int) -> list[str]:
    month = (MONTHS_EGY if variety in {"egy", "gulf"} else MONTHS_AR)[day.month - 1]
    weekdays = WEEKDAYS_AR if variety in {"msa", "gulf"} else WEEKDAYS_IQ
    names = [
        f"يوم {weekdays[day.weekday()]}",
        f"يوم {day.day} {month}",
        f"يوم {str(day.day).translate(ARABIC_DIGITS)} {month}",
        f"يوم {day.day}/{day.month}",
    ]
    if 1 <= number <= 5:
        names.append(f"اليوم {ORDINALS_AR[number - 1]}" if variety != "msa" else f"في اليوم {ORDINALS_AR[number - 1]}")
        if variety in {"iraqi", "egy"}:
            names.append(f"{ORDINALS_IQ[number - 1]} يوم")
    return names


def _arabic_relative(variety: str, ahead: int) -> list[str]:
    today = {
        "msa": ["اليوم", "هذا اليوم"],
        "iraqi": ["اليوم", "هاليوم"],
        "gulf": ["اليوم"],
        "egy": ["النهارده", "انهاردة"],
    }
    tomorrow = {"msa": ["غداً", "يوم غد"], "iraqi": ["باچر", "باجر"], "gulf": ["بكرة", "باكر"], "egy": ["بكره", "بكرة"]}
    after = {"msa": ["بعد غد"], "iraqi": ["عكب باچر", "ورا باچر"], "gulf": ["بعد بكرة"], "egy": ["بعد بكره"]}
    return {0: today, 1: tomorrow, 2: after}.get(ahead, {}).get(variety, [])


# part of the day → variety → names; a session belongs to the part in which it starts
PARTS: dict[tuple[time, time], dict[str, tuple[str, ...]]] = {
    (time(4), time(12)): {
        "msa": ("صباحاً", "في الصباح"),
        "iraqi": ("الصبح", "من الصبح"),
        "gulf": ("الصبح",),
        "egy": ("الصبح",),
        "arabizi": ("el sub7", "el sobh"),
        "en": ("in the morning", "before noon"),
    },
    (time(12), time(17)): {
        "msa": ("بعد الظهر",),
        "iraqi": ("بعد الظهر", "ورا الظهر"),
        "gulf": ("بعد الظهر",),
        "egy": ("بعد الضهر",),
        "arabizi": ("ba3d el dhuhr",),
        "en": ("in the afternoon", "after noon"),
    },
}

KINDS: dict[SessionType, dict[str, tuple[str, ...]]] = {
    SessionType.WORKSHOP: {
        "msa": ("ورش العمل", "الورش"),
        "iraqi": ("الورش", "ورش"),
        "gulf": ("الورش", "ورش العمل"),
        "egy": ("الورش", "ورش العمل"),
        "arabizi": ("warshat", "workshops"),
        "en": ("workshops",),
    },
    SessionType.KEYNOTE: {
        "msa": ("المحاضرات الرئيسية",),
        "iraqi": ("المحاضرات الرئيسية", "الكي نوت"),
        "gulf": ("المحاضرات الرئيسية",),
        "egy": ("المحاضرات الرئيسية",),
        "arabizi": ("keynotes",),
        "en": ("keynotes", "keynote talks", "keynote lectures"),
    },
    SessionType.POSTER: {
        "msa": ("جلسات الملصقات", "الملصقات"),
        "iraqi": ("البوسترات", "جلسات البوستر"),
        "gulf": ("جلسات البوستر",),
        "egy": ("جلسات البوستر",),
        "arabizi": ("posterat", "poster sessions"),
        "en": ("poster sessions", "posters"),
    },
    SessionType.PANEL: {
        "msa": ("الجلسات الحوارية", "حلقات النقاش"),
        "iraqi": ("الجلسات الحوارية",),
        "gulf": ("الجلسات الحوارية",),
        "egy": ("حلقات النقاش",),
        "arabizi": ("panels",),
        "en": ("panels", "panel discussions"),
    },
    SessionType.SYMPOSIUM: {
        "msa": ("الندوات",),
        "iraqi": ("الندوات",),
        "gulf": ("الندوات",),
        "egy": ("الندوات",),
        "arabizi": ("nadawat", "symposia"),
        "en": ("symposia", "symposiums"),
    },
    SessionType.MEAL: {
        "msa": ("استراحات الغداء",),
        "iraqi": ("استراحات الغدا",),
        "gulf": ("استراحات الغدا",),
        "egy": ("بريكات الغدا",),
        "arabizi": ("el ghada",),
        "en": ("lunch breaks",),
    },
}


def hours(variety: str, at: time) -> list[str]:
    """The ways to say an hour: with digits, with words where short, with a part of the day."""
    twelve = at.hour % 12 or 12
    minutes = f":{at.minute:02}" if at.minute else ""
    morning = at.hour < 12
    if variety == "en":
        return [f"{twelve}{minutes} {'am' if morning else 'pm'}", f"{at.hour}:{at.minute:02}"]
    if variety == "arabizi":
        return [f"{twelve}{minutes} {'el sub7' if morning else 'el dhuhr' if at.hour < 16 else 'el 3asr'}"]
    part = {"msa": ("صباحاً", "ظهراً", "عصراً")}.get(variety, ("الصبح", "الظهر", "العصر"))
    name = part[0] if morning else part[1] if at.hour < 15 else part[2]
    if variety == "egy":
        name = name.replace("الظهر", "الضهر")
    arabic = f"{twelve}{minutes}".translate(ARABIC_DIGITS)
    return [f"{twelve}{minutes} {name}", f"{arabic} {name}"]
