"""How people name types of session, in one and in many, and parts of the day."""

# Lists of words are easier to read in lines of their own length.
# ruff: noqa: E501

from __future__ import annotations

from datetime import time

from bot.event.model import SessionType

W, K, P, N = SessionType.WORKSHOP, SessionType.KEYNOTE, SessionType.POSTER, SessionType.PANEL
S, R = SessionType.SYMPOSIUM, SessionType.ORAL

# variety → type → names in the plural
KINDS: dict[str, dict[SessionType, tuple[str, ...]]] = {
    "msa": {W: ("ورش العمل", "الورش"), K: ("المحاضرات الرئيسية", "المحاضرات الرئيسة"), P: ("جلسات الملصقات", "الملصقات"),
            N: ("الجلسات الحوارية", "حلقات النقاش", "الندوات الحوارية"), S: ("الندوات",),
            R: ("البحوث الشفوية", "جلسات البحوث الشفوية", "العروض الشفوية")},
    "iraqi": {W: ("الورش", "ورش", "ورشات العمل"), K: ("المحاضرات الرئيسية", "الكي نوت"), P: ("البوسترات", "جلسات البوستر"),
              N: ("الجلسات الحوارية",), S: ("الندوات", "ندوات"), R: ("البحوث الشفوية", "البحوث الشفهية")},
    "gulf": {W: ("الورش", "ورش العمل"), K: ("المحاضرات الرئيسية",), P: ("جلسات البوستر", "البوسترات"),
             N: ("الجلسات الحوارية", "حلقات النقاش"), S: ("الندوات",), R: ("العروض الشفوية",)},
    "egy": {W: ("الورش", "ورش العمل", "الوورك شوب"), K: ("المحاضرات الرئيسية",), P: ("جلسات البوستر", "البوسترات"),
            N: ("حلقات النقاش", "الجلسات الحوارية"), S: ("الندوات",), R: ("البحوث الشفوية",)},
    "levantine": {W: ("الورشات", "ورش العمل"), K: ("المحاضرات الرئيسية",), P: ("البوسترات", "جلسات البوستر"),
                  N: ("جلسات النقاش", "الجلسات الحوارية"), S: ("الندوات",), R: ("البحوث الشفوية",)},
    "arabizi": {W: ("warshat", "workshops", "wirash"), K: ("keynotes",), P: ("posterat", "poster sessions"), N: ("panels",),
                S: ("nadawat", "symposia"), R: ("oral sessions",)},
    "en": {W: ("workshops",), K: ("keynotes", "keynote talks", "keynote lectures"), P: ("poster sessions", "posters"),
           N: ("panels", "panel discussions"), S: ("symposia", "symposiums"), R: ("oral sessions", "oral presentations")},
    "mixed": {W: ("workshops",), K: ("keynotes",), P: ("posters", "poster sessions"), N: ("panels",), S: ("symposia",),
              R: ("oral presentations", "orals")},
}  # fmt: skip

# variety → type → one of them, without and with the article
ONE: dict[str, dict[SessionType, tuple[str, str]]] = {
    "msa": {W: ("ورشة", "الورشة"), K: ("محاضرة رئيسية", "المحاضرة الرئيسية"), P: ("جلسة ملصقات", "جلسة الملصقات"),
            S: ("ندوة", "الندوة"), N: ("جلسة حوارية", "الجلسة الحوارية")},
    "dialect": {W: ("ورشة", "الورشة"), K: ("محاضرة رئيسية", "المحاضرة الرئيسية"), P: ("جلسة بوستر", "جلسة البوستر"),
                S: ("ندوة", "الندوة"), N: ("جلسة حوارية", "الجلسة الحوارية")},
    "arabizi": {W: ("warsha", "warsha"), K: ("keynote", "keynote"), P: ("poster session", "poster session")},
    "en": {W: ("workshop", "workshop"), K: ("keynote", "keynote"), P: ("poster session", "poster session"),
           S: ("symposium", "symposium"), N: ("panel", "panel")},
}  # fmt: skip

# What there is once, or once a day, by name
NAMED: dict[str, dict[SessionType, tuple[str, ...]]] = {
    "msa": {SessionType.OPENING: ("حفل الافتتاح", "الافتتاح"), SessionType.CLOSING: ("الحفل الختامي", "حفل الختام"),
            SessionType.MEAL: ("الغداء", "موعد الغداء"), SessionType.BREAK: ("استراحة القهوة",)},
    "iraqi": {SessionType.OPENING: ("الافتتاح", "حفل الافتتاح"), SessionType.CLOSING: ("الختام", "حفل الختام"),
              SessionType.MEAL: ("الغدا", "الغده"), SessionType.BREAK: ("استراحة الكهوة", "البريك")},
    "gulf": {SessionType.OPENING: ("الافتتاح", "حفل الافتتاح"), SessionType.CLOSING: ("حفل الختام", "الختام"),
             SessionType.MEAL: ("الغدا",), SessionType.BREAK: ("استراحة القهوة", "البريك")},
    "egy": {SessionType.OPENING: ("الافتتاح", "حفلة الافتتاح"), SessionType.CLOSING: ("الختام", "حفلة الختام"),
            SessionType.MEAL: ("الغدا",), SessionType.BREAK: ("الكوفي بريك", "البريك")},
    "levantine": {SessionType.OPENING: ("الافتتاح",), SessionType.CLOSING: ("الختام",), SessionType.MEAL: ("الغدا",),
                  SessionType.BREAK: ("استراحة القهوة",)},
    "arabizi": {SessionType.OPENING: ("el iftita7", "7afl el iftitah"), SessionType.CLOSING: ("el khitam", "7afl el 5itam"),
                SessionType.MEAL: ("el ghada",), SessionType.BREAK: ("el coffee break",)},
    "en": {SessionType.OPENING: ("the opening", "the opening ceremony"), SessionType.CLOSING: ("the closing", "the closing ceremony"),
           SessionType.MEAL: ("lunch",), SessionType.BREAK: ("the coffee break",)},
    "mixed": {SessionType.OPENING: ("opening", "opening ceremony"), SessionType.CLOSING: ("closing ceremony",),
              SessionType.MEAL: ("lunch",), SessionType.BREAK: ("coffee break",)},
}  # fmt: skip

# part of the day → names by variety, and the windows that people may mean
MORNING, AFTERNOON, LATE, EVENING = "morning", "afternoon", "late afternoon", "evening"
WINDOWS: dict[str, tuple[tuple[time, time], ...]] = {
    MORNING: ((time(4), time(12)),),
    AFTERNOON: tuple(
        (begin, end) for begin in (time(12), time(12, 30), time(13)) for end in (time(17), time(18), time.max)
    ),
    LATE: tuple((begin, end) for begin in (time(14), time(14, 30), time(15)) for end in (time(17), time(18), time(19))),
    EVENING: tuple((begin, time.max) for begin in (time(16), time(17), time(18))),
}
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "msa": {MORNING: ("صباحاً", "في الصباح", "قبل الظهر"), AFTERNOON: ("بعد الظهر",), LATE: ("عصراً",), EVENING: ("مساءً", "في المساء")},
    "iraqi": {MORNING: ("الصبح", "من الصبح", "الصبحية"), AFTERNOON: ("بعد الظهر", "ورا الظهر"), LATE: ("العصر", "العصرية"),
              EVENING: ("المسا", "بالمسا")},
    "gulf": {MORNING: ("الصبح",), AFTERNOON: ("بعد الظهر", "عقب الظهر"), LATE: ("العصر",), EVENING: ("المسا",)},
    "egy": {MORNING: ("الصبح",), AFTERNOON: ("بعد الضهر",), LATE: ("العصر",), EVENING: ("بالليل", "المسا")},
    "levantine": {MORNING: ("الصبح",), AFTERNOON: ("بعد الضهر",), LATE: ("العصر",), EVENING: ("المسا",)},
    "arabizi": {MORNING: ("el sub7", "el sobh"), AFTERNOON: ("ba3d el dhuhr",), LATE: ("el 3asr",), EVENING: ("bel leil",)},
    "en": {MORNING: ("in the morning", "before noon"), AFTERNOON: ("in the afternoon", "after noon"), EVENING: ("in the evening",)},
    "mixed": {MORNING: ("الصبح", "morning"), AFTERNOON: ("بعد الظهر", "afternoon"), LATE: ("العصر",)},
}  # fmt: skip
