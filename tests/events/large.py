"""A large invented event, as files: for measuring, and for looking whether anything grows too fast."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

TYPES = ("lecture", "oral", "workshop", "panel", "symposium", "keynote", "poster", "break")
HALLS, DAYS, SLOT, FIRST = 20, 10, timedelta(minutes=60), date(2026, 5, 2)


def write_large(folder: Path, *, sessions: int = 1000, facts: int = 500, speakers: int = 300) -> Path:
    """Write an event of ten days in twenty halls; nothing in it clashes and nothing is missing."""
    (folder / "facts").mkdir(parents=True)
    last = FIRST + timedelta(days=DAYS - 1)
    (folder / "event.yaml").write_text(
        f"""id: large
name: {{ar: "مؤتمر كبير", en: "A large conference"}}
zone: Asia/Baghdad
languages: [ar, en]
first_day: {FIRST}
last_day: {last}
venue: campus
""",
        "utf-8",
    )
    (folder / "places.yaml").write_text('places:\n  - {id: campus, type: venue, name: {ar: "الحرم", en: "Campus"}}\n')
    people = (f'  - {{id: s{n}, name: {{ar: "متحدث {n}", en: "Speaker {n}"}}}}\n' for n in range(speakers))
    (folder / "speakers.yaml").write_text("speakers:\n" + "".join(people), "utf-8")
    halls = (f'  - {{id: h{n}, name: {{ar: "قاعة {n}", en: "Hall {n}"}}, place: campus}}\n' for n in range(HALLS))
    programme = "halls:\n" + "".join(halls) + "sessions:\n" + "".join(_session(n, speakers) for n in range(sessions))
    (folder / "programme.yaml").write_text(programme, "utf-8")
    for part in range(0, facts, 100):
        lines = "".join(_fact(n) for n in range(part, min(part + 100, facts)))
        (folder / "facts" / f"part{part}.yaml").write_text("topic: general\nfacts:\n" + lines, "utf-8")
    return folder


def _session(number: int, speakers: int) -> str:
    slot, hall = divmod(number, HALLS)
    day, hour = slot % DAYS, slot // DAYS
    start, end = time(8 + hour), time(8 + hour, 50)
    first = (slot * HALLS + hall) % speakers
    return f"""  - id: d{day}-{number}
    day: {day + 1}
    start: "{start:%H:%M}"
    end: "{end:%H:%M}"
    halls: [h{hall}]
    type: {TYPES[number % len(TYPES)]}
    speakers: [s{first}]
    title: {{ar: "جلسة رقم {number} عن التعليم الطبي", en: "Session {number} on medical education"}}
    abstract:
      ar: "{"ملخص الجلسة في بضع جمل عن التدريس والتقويم. " * 8}"
      en: "{"What the session is about, in some sentences on teaching. " * 8}"
    languages: [ar, en]
"""


def _fact(number: int) -> str:
    return f"""  - id: f{number}
    question: {{ar: "ما هو الأمر رقم {number}؟", en: "What about matter {number}?"}}
    also: {{ar: ["الأمر {number}", "شنو {number}"], en: ["matter {number}", "number {number}"]}}
    answer: {{ar: "{"جواب كامل عن الأمر. " * 10}", en: "{"A full answer about it. " * 10}"}}
    source: https://conference.example/{number}
    confirmed: 2026-04-01
"""
