"""How people say hours: digits and words, with a part of the day and without, and how long from now."""

# Lists of words are easier to read in lines of their own length.
# ruff: noqa: SIM905

from __future__ import annotations

from datetime import time

from tests.paraphrases.days import ARABIC_DIGITS

MSA = "الواحدة|الثانية|الثالثة|الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة|الحادية عشرة|الثانية عشرة".split(
    "|"
)
IRAQI = "وحدة|ثنتين|ثلاثة|اربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة|دعش|اثنعش".split("|")
GULF = "وحدة|ثنتين|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع|عشر|احدعش|اثنعش".split("|")
EGY = "واحدة|اتنين|تلاتة|اربعة|خمسة|ستة|سبعة|تمانية|تسعة|عشرة|حداشر|اتناشر".split("|")
ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve".split("|")
WORDS = {"msa": MSA, "iraqi": IRAQI, "mixed": IRAQI, "gulf": GULF, "egy": EGY, "levantine": EGY}
MINUTES = {
    "msa": {0: "", 15: " والربع", 30: " والنصف"},
    "iraqi": {0: "", 15: " وربع", 30: " ونص"},
    "en": {0: "", 15: "quarter past ", 30: "half past "},
}
PARTS = {
    "msa": ("صباحاً", "ظهراً", "عصراً", "مساءً"),
    "iraqi": ("الصبح", "الظهر", "العصر", "المسا"),
    "mixed": ("الصبح", "الظهر", "العصر", "المسا"),
    "gulf": ("الصبح", "الظهر", "العصر", "المسا"),
    "egy": ("الصبح", "الضهر", "العصر", "بالليل"),
    "levantine": ("الصبح", "الضهر", "العصر", "المسا"),
    "arabizi": ("el sub7", "el dhuhr", "el 3asr", "bel leil"),
}
AHEAD: dict[str, dict[int, tuple[str, ...]]] = {
    "msa": {30: ("نصف ساعة",), 60: ("ساعة",), 120: ("ساعتين",), 180: ("ثلاث ساعات", "3 ساعات")},
    "iraqi": {30: ("نص ساعة",), 60: ("ساعة",), 120: ("ساعتين",), 180: ("ثلث ساعات", "3 ساعات")},
    "gulf": {30: ("نص ساعة",), 60: ("ساعة",), 120: ("ساعتين",), 180: ("ثلاث ساعات",)},
    "egy": {30: ("نص ساعة",), 60: ("ساعة",), 120: ("ساعتين",), 180: ("تلات ساعات",)},
    "levantine": {30: ("نص ساعة",), 60: ("ساعة",), 120: ("ساعتين",), 180: ("تلات ساعات",)},
    "arabizi": {30: ("nus sa3a",), 60: ("sa3a",), 120: ("sa3tein",), 180: ("3 sa3at",)},
    "en": {
        30: ("half an hour", "30 minutes"),
        60: ("an hour", "1 hour"),
        120: ("two hours", "2 hours"),
        180: ("3 hours",),
    },
    "mixed": {30: ("نص ساعة", "30 minutes"), 60: ("ساعة",), 120: ("ساعتين", "2 hours"), 180: ("3 hours",)},
}


def plausible(at: time) -> bool:
    """Whether the hour alone says when: at a conference 9 is in the morning and 2 in the afternoon."""
    return 7 <= at.hour <= 18


def hours(variety: str, at: time) -> list[str]:
    """The ways to say an hour of the day."""
    twelve, minutes = at.hour % 12 or 12, f":{at.minute:02}" if at.minute else ""
    digits = f"{twelve}{minutes}"
    if variety == "en":
        noon = "am" if at.hour < 12 else "pm"
        return [
            f"{digits} {noon}",
            f"{digits}{noon}",
            f"{at.hour}:{at.minute:02}",
            *(_english(at) if plausible(at) else []),
        ]
    morning, noon, late, evening = PARTS[variety]
    part = morning if at.hour < 12 else noon if at.hour < 15 else late if at.hour < 18 else evening
    written = [f"{digits} {part}"] + ([digits] if plausible(at) else [])
    if variety == "arabizi":
        return written
    written.append(f"{digits.translate(ARABIC_DIGITS)} {part}")
    words = spoken(variety, at)
    written += [f"{word} {part}" for word in words] + (words if plausible(at) else [])
    return [*written, *([f"{at.hour}:{at.minute:02}"] if variety == "msa" else [])]


def spoken(variety: str, at: time) -> list[str]:
    """An hour in words, where it has short ones."""
    minutes = MINUTES["msa" if variety == "msa" else "iraqi"]
    return [WORDS[variety][(at.hour - 1) % 12] + minutes[at.minute]] if at.minute in minutes else []


def bare(variety: str, at: time) -> list[str]:
    """An hour as one end of "between … and …": short, and plain enough without a part of the day."""
    twelve, minutes = at.hour % 12 or 12, f":{at.minute:02}" if at.minute else ""
    if not plausible(at):
        return [f"{at.hour}:{at.minute:02}"]
    if variety == "en":
        return [f"{twelve}{minutes}", f"{at.hour}:{at.minute:02}"]
    return [f"{twelve}{minutes}", *(spoken(variety, at) if variety != "arabizi" else [])]


def _english(at: time) -> list[str]:
    word = ENGLISH[(at.hour - 1) % 12]
    if at.minute in MINUTES["en"] and at.minute:
        return [MINUTES["en"][at.minute] + word]
    return [f"{word} o'clock", f"{at.hour % 12 or 12} o'clock"] if at.minute == 0 else []
