"""A small event that is right, as files, and what becomes of it when one thing is written otherwise."""

from __future__ import annotations

from pathlib import Path

from bot.event.faults import Fault
from bot.event.load import read

EVENT = """\
id: small
name: {ar: "مؤتمر", en: "Conference"}
zone: Asia/Baghdad
languages: [ar, en]
first_day: 2025-10-25
last_day: 2025-10-27
venue: college
website: https://conference.example
"""
PLACES = """\
places:
  - id: college
    type: venue
    name: {ar: "الكلية", en: "College"}
    coordinates: [32.6, 44.0]
"""
SPEAKERS = """\
speakers:
  - {id: zainab, name: {ar: "زينب", en: "Zainab"}}
  - {id: ali, name: {ar: "علي", en: "Ali"}}
"""
PROGRAMME = """\
halls:
  - {id: main, name: {ar: "القاعة", en: "Hall"}, place: college}
  - {id: lab, name: {ar: "المختبر", en: "Lab"}}
tracks:
  - {id: teaching, name: {ar: "التدريس", en: "Teaching"}}
sessions:
  - id: opening
    day: 1
    start: "09:00"
    end: "10:00"
    halls: [main]
    type: opening
    track: teaching
    speakers: [zainab]
    title: {ar: "الافتتاح", en: "Opening"}
"""
FACTS = """\
topic: registration
facts:
  - id: fee
    question: {ar: "كم الرسم؟", en: "What is the fee?"}
    answer: {ar: "لا رسم.", en: "There is none."}
    confirmed: 2025-10-20
    places: [college]
    see: [fee]
"""
FILES = {
    "event.yaml": EVENT,
    "places.yaml": PLACES,
    "speakers.yaml": SPEAKERS,
    "programme.yaml": PROGRAMME,
    "facts/registration.yaml": FACTS,
}


def write(folder: Path, **other: str | bytes) -> Path:
    """Write the small event; ``other`` replaces files, named with ``__`` for ``/`` and without ``.yaml``."""
    changed = {name.replace("__", "/") + ".yaml": content for name, content in other.items()}
    for name, content in {**FILES, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def faults(folder: Path, **other: str | bytes) -> tuple[Fault, ...]:
    """Everything that is found in the small event when some files are written otherwise."""
    return read(write(folder, **other)).faults
