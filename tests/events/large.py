"""A large invented event, as files: for measuring, and for looking whether anything grows too fast.

It is made of words that occur together in real congresses, so that its thousand titles and five hundred facts
resemble each other as real ones do. The facts of the sample event are among them, under their own ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from shutil import copyfile

from tests.events.large_words import (
    ASPECTS,
    COUNTRIES,
    COUNTRY_MATTERS,
    FAMILY_NAMES,
    FIRST_NAMES,
    HALLS,
    HOTEL_MATTERS,
    HOTELS,
    TRACKS,
)

SAMPLE = Path(__file__).parent / "sample" / "facts"
DAYS, FIRST = 10, date(2026, 5, 2)
STARTS = (time(9), time(10, 30), time(12), time(14), time(15, 30))
KINDS = ("lecture", "oral", "workshop", "panel", "symposium", "keynote", "poster")
PREFIXES = {
    "workshop": "ورشة عمل: |Workshop: ",
    "panel": "جلسة حوارية: |Panel: ",
    "keynote": "محاضرة رئيسية: |Keynote: ",
    "poster": "ملصقات: |Posters: ",
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How its sessions follow each other."""

    days: int = DAYS
    starts: tuple[time, ...] = STARTS
    minutes: int = 80

    def when(self, slot: int) -> tuple[int, time]:
        """Day and start; what is too much for the days comes on top in the mornings."""
        day, hour = divmod(slot, len(self.starts))
        return (day, self.starts[hour]) if day < self.days else (slot % self.days, self.starts[0])


LEISURELY = Pace()
CROWDED = Pace(3, tuple(time(hour, minute) for hour in range(9, 17) for minute in (0, 30)), 25)
"""As many sessions in three days: twenty begin every half an hour."""


def write_large(
    folder: Path, *, sessions: int = 1000, facts: int = 500, speakers: int = 300, pace: Pace = LEISURELY
) -> Path:
    """Write an event in twenty halls; nothing in it clashes (in ten days) and nothing is missing."""
    (folder / "facts").mkdir(parents=True)
    last = FIRST + timedelta(days=pace.days - 1)
    (folder / "event.yaml").write_text(
        f"""id: large
name: {{ar: "مؤتمر بغداد الطبي الكبير", en: "The Great Baghdad Medical Congress"}}
zone: Asia/Baghdad
languages: [ar, en]
first_day: {FIRST}
last_day: {last}
venue: college
emergency_number: "122"
""",
        "utf-8",
    )
    (folder / "places.yaml").write_text(
        'places:\n  - {id: college, type: venue, name: {ar: "مدينة الطب", en: "Medical City"}}\n'
    )
    (folder / "speakers.yaml").write_text("speakers:\n" + "".join(map(_speaker, range(speakers))), "utf-8")
    halls = "".join(
        f"  - {{id: h{n}, name: {_both(hall, 'قاعة ', '', '', ' Hall')}, place: college}}\n"
        for n, hall in enumerate(HALLS)
    )
    tracks = "".join(f'  - {{id: {track}, name: {{ar: "{ar}", en: "{en}"}}}}\n' for track, ar, en, _ in TRACKS)
    programme = "".join(_session(number, speakers, pace) for number in range(sessions))
    (folder / "programme.yaml").write_text(f"halls:\n{halls}tracks:\n{tracks}sessions:\n{programme}", "utf-8")
    shared = 0
    for path in sorted(SAMPLE.glob("*.yaml")):
        copyfile(path, folder / "facts" / f"sample-{path.name}")
        shared += path.read_text("utf-8").count("\n  - id:")
    made = [text for _, text in zip(range(facts - shared), _facts(), strict=False)]
    (folder / "facts" / "more.yaml").write_text("topic: stay\nfacts:\n" + "".join(made), "utf-8")
    return folder


def _both(pair: str, ar_before: str = "", ar_after: str = "", en_before: str = "", en_after: str = "") -> str:
    ar, en = pair.split("|")
    return f'{{ar: "{ar_before}{ar}{ar_after}", en: "{en_before}{en}{en_after}"}}'


def _speaker(number: int) -> str:
    row, column = divmod(number, len(FIRST_NAMES))
    first, family = FIRST_NAMES[column].split("|"), FAMILY_NAMES[(2 * row + column) % len(FAMILY_NAMES)].split("|")
    name = f'{{ar: "{first[0]} {family[0]}", en: "{first[1]} {family[1]}"}}'
    return f'  - {{id: s{number}, name: {name}, honorific: {{ar: "د.", en: "Dr."}}}}\n'


def _session(number: int, speakers: int, pace: Pace) -> str:
    slot, hall = divmod(number, len(HALLS))
    day, start = pace.when(slot)
    end = start.hour * 60 + start.minute + pace.minutes
    lunch = hall == 0 and start == time(12)
    kind = "meal" if lunch else KINDS[(number + slot) % len(KINDS)]
    track, _, _, subjects = TRACKS[(number * 7 + slot) % len(TRACKS)]
    subject, aspect = (
        subjects[(number // len(TRACKS)) % len(subjects)].split("|"),
        ASPECTS[(number // 3 + slot) % len(ASPECTS)].split("|"),
    )
    before = PREFIXES.get(kind, "|").split("|")
    joint = "" if aspect[0].endswith(" و") else " "
    ar, en = f"{before[0]}{aspect[0]}{joint}{subject[0]}", f"{before[1]}{aspect[1]} {subject[1]}"
    if lunch:
        ar, en = "الغداء", "Lunch"
    first = (slot * len(HALLS) + hall) % speakers
    people = "" if lunch else f"    speakers: [s{first}]\n" + (
        f"    chairs: [s{(first + speakers // 2) % speakers}]\n" if kind in {"symposium", "oral"} else ""
    )  # fmt: skip
    about = f"{f'ملخص عن {subject[0]}. ' * 8}|{f'On {subject[1]}, in some sentences. ' * 8}"
    abstract = f"    abstract: {_both(about)}\n"
    return f"""  - id: d{day}-{number}
    day: {day + 1}
    start: "{start:%H:%M}"
    end: "{end // 60:02}:{end % 60:02}"
    halls: [h{hall}]
    type: {kind}
    title: {{ar: "{ar}", en: "{en}"}}
""" + ("" if lunch else f"    track: {track}\n") + people + ("" if lunch else abstract)  # fmt: skip


def _facts() -> Iterator[str]:
    for row, (things, matters) in enumerate(((HOTELS, HOTEL_MATTERS), (COUNTRIES, COUNTRY_MATTERS))):
        for number, thing in enumerate(things):
            ar, en = thing.split("|")
            for matter, ar_asked, en_asked in matters:
                yield _fact(f"m{row}-{number}-{matter}", ar_asked.format(ar).split("|"), en_asked.format(en).split("|"))


def _fact(key: str, ar: list[str], en: list[str]) -> str:
    return f"""  - id: {key}
    question: {{ar: "{ar[0]}", en: "{en[0]}"}}
    also: {{ar: ["{ar[1]}"], en: ["{en[1]}"]}}
    answer: {{ar: "{ar[1]}: {"جواب كامل عن الأمر. " * 8}", en: "{en[1]}: {"A full answer about it. " * 8}"}}
    source: https://conference.example/{key}
    confirmed: 2026-04-01
"""
