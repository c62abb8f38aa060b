"""Every way in which an organizer gets a file wrong is told in its place, in words, and all at once."""
# ruff: noqa: E501 - a table is read by its rows

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.event.faults import EventFaults, Severity
from bot.event.load import load, read
from tests.unit.event.small import EVENT, FACTS, PLACES, PROGRAMME, SPEAKERS, faults, write


def test_the_small_event_is_right(tmp_path: Path) -> None:
    assert faults(tmp_path) == ()


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# What is written otherwise: in which file, what, by what; then where it is told and what is said.
WRONG = [
    # event.yaml
    ("event", "id: small\n", "", "event.yaml:1:1: “id” is missing here."),
    ("event", "id: small", "id: Small Event", "event.yaml:1:5: “Small Event” cannot be an id."),
    ("event", "id: small", "id: " + "x" * 33, f"event.yaml:1:5: “{'x' * 33}” cannot be an id."),
    ("event", "Asia/Baghdad", "Asia/Bagdad", "event.yaml:3:7: There is no time zone “Asia/Bagdad”. Did you mean “Asia/Baghdad”"),
    ("event", "Asia/Baghdad", "../../etc/passwd", "event.yaml:3:7: There is no time zone “../../etc/passwd”."),
    ("event", "2025-10-27", "2025-10-24", "event.yaml:6:11: The last day (2025-10-24) does not fit the first day (2025-10-25)."),
    ("event", "2025-10-27", "2125-10-27", "event.yaml:6:11: The last day (2125-10-27) does not fit the first day"),
    ("event", "2025-10-27", "2025-02-30", "event.yaml:6:11: “2025-02-30” is not a day of the calendar."),
    ("event", "2025-10-27", "27/10/2025", "event.yaml:6:11: “27/10/2025” is not a day of the calendar."),
    ("event", "venue: college", "venue: colege", "event.yaml:7:8: There is no “colege” among the places. Did you mean “college”?"),
    ("event", "venue:", "venu:", "event.yaml:7:1: “venu” is not a key that belongs here. Did you mean “venue”?"),
    ("event", "https://conference.example", "conference.example", "event.yaml:8:10: “conference.example” is not a web address."),
    ("event", "https://conference.example", '"https://x y.example"', "event.yaml:8:10: “https://x y.example” is not a web"),
    ("event", "https://conference.example", '"https://[x.example"', "event.yaml:8:10: “https://[x.example” is not a web"),
    ("event", "[ar, en]", "[arabic, en]", "event.yaml:4:13: “arabic” is not the code of a language."),
    ("event", "[ar, en]", "[]", "event.yaml:4:12: “languages” is empty."),
    ("event", '{ar: "مؤتمر", en: "Conference"}', '"Conference"', "event.yaml:2:7: “name” should say in which language"),
    ("event", '{ar: "مؤتمر", en: "Conference"}', "[Conference]", "event.yaml:2:7: “name” should say in which language"),
    ("event", '{ar: "مؤتمر", en: "Conference"}', "{ar: [x], en: y}", "event.yaml:2:12: “ar” should be a single text."),
    ("event", '{ar: "مؤتمر", en: "Conference"}', "{AR: x, en: y}", "event.yaml:2:8: “AR” is not the code of a language."),
    ("event", '{ar: "مؤتمر", en: "Conference"}', "{}", "event.yaml:2:7: “name” is empty."),
    ("event", '{ar: "مؤتمر", en: "Conference"}', '{ar: "  ", en: y}', "event.yaml:2:12: “ar” is empty."),
    ("event", "website: https://conference.example", "day_change: 25:00", "event.yaml:8:13: “25:00” is not a time of day."),
    ("event", "website: https://conference.example", "hashtag: #Conference", "event.yaml:8:1: “hashtag” is empty. Put it in quotation marks"),
    ("event", "website: https://conference.example", 'day_change: "21:00"', "event.yaml:8:13: “day_change” cannot be “21:00”."),
    ("event", "website: https://conference.example", "hijri_offset: 9", "event.yaml:8:15: “hijri_offset” cannot be “9”."),
    ("event", "website: https://conference.example", "hijri_offset: one", "event.yaml:8:15: “hijri_offset” cannot be “one”."),
    ("event", "website: https://conference.example", "digits: {ar: arabic}", "event.yaml:8:14: “digits” cannot be “arabic”. Did you mean “arab"),
    ("event", "website: https://conference.example", "emergency_number: call us", "event.yaml:8:19: “call us” is not a telephone number."),
    ("event", "website: https://conference.example", "prayer: {method: jafari}", "event.yaml:8:1: “coordinates” is missing here."),
    ("event", "website: https://conference.example", "prayer: jafari", "event.yaml:8:9: “prayer” should be a group of keys."),
    ("event", "website: https://conference.example", "prayer: {method: jaffari, coordinates: [1, 2]}", "event.yaml:8:18: “method” cannot be “jaffari”. Did you mean “jafari”?"),
    ("event", "website: https://conference.example", "prayer: {cordinates: [1, 2]}", "event.yaml:8:10: “cordinates” is not a key that belongs here. Did you mean “coordinates”?"),
    ("event", "website: https://conference.example", "prayer: {coordinates: [1, 2], times: {2025-10-25: {zuhr: 11:48}}}", "event.yaml:8:52: “zuhr” is not a key that belongs here. Did you mean “dhuhr”?"),
    ("event", "website: https://conference.example", "prayer: {coordinates: [1, 2], fajr_angle: 95}", "event.yaml:8:43: “95” is not an angle"),
    # places.yaml
    ("places", "[32.6, 44.0]", "[132.6, 44.0]", "places.yaml:5:18: “132.6” is not an angle"),
    ("places", "[32.6, 44.0]", "32.6", "places.yaml:5:18: “coordinates” should be a latitude and a longitude."),
    ("places", "[32.6, 44.0]", "[north, east]", "places.yaml:5:18: “north” is not an angle"),
    ("places", "type: venue", "type: venu", "places.yaml:3:11: “type” cannot be “venu”. Did you mean “venue”"),
    ("places", "type: venue", "unknown: perhaps", "places.yaml:3:14: “unknown” cannot be “perhaps”."),
    # speakers.yaml
    ("speakers", "id: ali", "id: zainab", "speakers.yaml:3:10: The id “zainab” is taken already, at speakers.yaml:2:10."),
    ("speakers", '{id: ali, name: {ar: "علي", en: "Ali"}}', "Ali", "speakers.yaml:3:5: “speakers” should be a group of keys."),
    ("speakers", "speakers:\n", "speaker:\n", "speakers.yaml:1:1: “speaker” is not a key that belongs here. Did you mean “speakers”?"),
    # programme.yaml
    ("programme", "[main]", "[mian]", "programme.yaml:11:13: There is no “mian” among the halls. Did you mean “main”?"),
    ("programme", "[main]", "{main: yes}", "programme.yaml:11:12: “halls” should be a list."),
    ("programme", "[main]", "[main, ]", None),
    ("programme", "[zainab]", "[zaynab]", "programme.yaml:14:16: There is no “zaynab” among the speakers. Did you mean “zainab”?"),
    ("programme", "[zainab]", "[Zainab Ali]", "programme.yaml:14:16: “Zainab Ali” cannot be an id."),
    ("programme", "track: teaching", "track: teching", "programme.yaml:13:12: There is no “teching” among the tracks. Did you mean “teaching”?"),
    ("programme", "place: college", "place: collage", "programme.yaml:2:57: There is no “collage” among the places. Did you mean “college”?"),
    ("programme", "type: opening", "type: openning", "programme.yaml:12:11: “type” cannot be “openning”. Did you mean “opening”?"),
    ("programme", 'end: "10:00"', 'end: "08:00"', "programme.yaml:10:10: This ends (08:00) before it starts (09:00)."),
    ("programme", 'end: "10:00"', 'end: "09:00"', "programme.yaml:10:10: This ends when it starts (09:00)."),
    ("programme", 'end: "10:00"', "end: 2025-10-25T08:00", "programme.yaml:10:10: This ends (2025-10-25T08:00) before it starts"),
    ("programme", 'end: "10:00"', "end: 2025-10-25T10:00+99:00", "programme.yaml:10:10: “2025-10-25T10:00+99:00” is not a day and a time that exist."),
    ("programme", 'start: "09:00"', 'start: "25:00"', "programme.yaml:9:12: “25:00” is not a time of day."),
    ("programme", 'start: "09:00"', 'start: "24:00"', "programme.yaml:9:12: “24:00” is not a time of day."),
    ("programme", 'start: "09:00"', "start: 25/10/2025 9:00", "programme.yaml:9:12: “25/10/2025 9:00” is not a day and a time that exist. Write a time, or a day and a time: 09:30, 2025-10-26 09:30."),
    ("programme", 'start: "09:00"', "start: 9:00 AM", "programme.yaml:9:12: “9:00 AM” is not a time of day."),
    ("programme", 'start: "09:00"', "start: 2025-10-25T09:00+03:00", None),
    ("programme", 'start: "09:00"', "start: 2025-10-25T06:00:00.000Z", None),
    ("programme", 'start: "09:00"', "start: 2025-10-25 08:00+02", None),
    ("programme", 'start: "09:00"', 'start: "٠٩:٠٠"', None),
    ("programme", 'start: "09:00"', "start: 9", "programme.yaml:9:12: “9” is not a time of day."),
    ("programme", 'start: "09:00"', "start: 9:00+03:00", "programme.yaml:9:12: “9:00+03:00” is not a time of day."),
    ("programme", 'start: "09:00"', "start: 2025-02-30T09:00", "programme.yaml:9:12: “2025-02-30T09:00” is not a day and a time that exist."),
    ("programme", 'start: "09:00"', "start: [9, 0]", "programme.yaml:9:12: “start” should be a single text."),
    ("programme", '    start: "09:00"\n', "", "programme.yaml:7:5: “start” is missing here."),
    ("programme", "    day: 1\n", "", "programme.yaml:8:12: This has a time of day, but no day."),
    ("programme", "day: 1", "day: 4", "programme.yaml:8:10: The event has no day 4."),
    ("programme", "day: 1", "day: first", "programme.yaml:8:10: “day” cannot be “first”."),
    ("programme", "day: 1", "date: 2025-10-30", "programme.yaml:8:11: This is outside the event's days (2025-10-25 to 2025-10-27)."),
    ("programme", 'start: "09:00"\n    end: "10:00"', "start: 2025-10-26T09:00\n    end: 2025-10-26T10:00", "programme.yaml:8:10: “day” says 1, but this starts on 2025-10-26."),
    ("programme", "day: 1", "date: 9999-12-31", "programme.yaml:8:11: “9999-12-31” is not a day of the calendar."),
    ("programme", 'start: "09:00"', "start: 9999-12-31T23:00-05:00", "programme.yaml:9:12: “9999-12-31T23:00-05:00” is not a day and a time that exist."),
    ("programme", 'end: "10:00"', "end: 0001-01-01T00:00+14:00", "programme.yaml:10:10: “0001-01-01T00:00+14:00” is not a day and a time that exist."),
    ("programme", 'end: "10:00"', 'end: "26:00"', "programme.yaml:10:10: “26:00” is not a time of day."),
    ("programme", 'start: "09:00"', "start: 2025-10-25 24:00", "programme.yaml:9:12: “2025-10-25 24:00” is not a day and a time that exist."),
    ("programme", "type: opening", "capacity: many", "programme.yaml:12:15: “capacity” cannot be “many”."),
    ("programme", "type: opening", "capacity: -5", "programme.yaml:12:15: “capacity” cannot be “-5”."),
    ("programme", "type: opening", "status: delayed", "programme.yaml:12:13: “status” cannot be “delayed”."),
    ("programme", "type: opening", "type: opening\n    type: closing", "programme.yaml:13:5: “type” is written twice here, first in line 12."),
    ("programme", "type: opening", "titel: x", "programme.yaml:12:5: “titel” is not a key that belongs here. Did you mean “title”?"),
    ("programme", "type: opening", "abstract: {en: " + "x" * 3001 + "}", "programme.yaml:12:20: “en” is too long for a message: 3001 characters, 3000 at most."),
    ("programme", '"Opening"', '"' + "x" * 201 + '"', "programme.yaml:15:33: “en” is too long for a message: 201 characters, 200 at most."),
    # facts
    ("facts__registration", "[college]", "[colege]", "facts/registration.yaml:7:14: There is no “colege” among the places. Did you mean “college”?"),
    ("facts__registration", "see: [fee]", "see: [fees]", "facts/registration.yaml:8:11: There is no “fees” among the facts. Did you mean “fee”?"),
    ("facts__registration", "topic: registration", "topic: registering", "facts/registration.yaml:1:8: “topic” cannot be “registering”."),
    ("facts__registration", "2025-10-20", "yesterday", "facts/registration.yaml:6:16: “yesterday” is not a day of the calendar."),
    ("facts__registration", '    answer: {ar: "لا رسم.", en: "There is none."}\n', "", "facts/registration.yaml:4:5: This question has no answer."),
    ("facts__registration", "confirmed: 2025-10-20", "source: https://nowhere", "facts/registration.yaml:6:13: “https://nowhere” is not a web"),
]  # fmt: skip
RIGHT = {"event": EVENT, "places": PLACES, "speakers": SPEAKERS, "programme": PROGRAMME, "facts__registration": FACTS}


@pytest.mark.parametrize(("file", "right", "wrong", "said"), WRONG, ids=[f"{each[0]}-{each[2][:30]}" for each in WRONG])
def test_one_wrong_thing_is_one_line(tmp_path: Path, file: str, right: str, wrong: str, said: str | None) -> None:
    assert RIGHT[file].count(right) >= 1
    found = [str(each) for each in faults(tmp_path, **{file: RIGHT[file].replace(right, wrong, 1)})]
    if said is None:
        assert found == []
    else:
        assert [each.startswith(said) for each in found] == [True], found
        assert "Traceback" not in found[0]
        assert "yaml." not in found[0].partition(": ")[2] or "event.yaml" in found[0] or "speakers.yaml" in found[0]


SYNTAX = [
    ("id: small\n\tname: x\n", "2:1: This line begins with a tab."),
    ("name:\n  ar: x\n\ten: y\n  \tfr: z\n", "3:1: This line begins with a tab."),
    ("name: Keynote: the future\n", "1:14: There is a colon here that ends a key, in the middle of a text."),
    ("name: *important\n", "1:7: A text may not begin with “*” here."),
    ("name: &x y\n", "1:7: A text may not begin with “&” here."),
    ("name: !Important\n", "1:7: A text may not begin with “!” here."),
    ("name: !!python/object/apply:os.system [id]\n", "1:7: A text may not begin with “!” here."),
    ("name: @x\n", "1:7: A text may not begin with “@” here."),
    ("name: `x`\n", "1:7: A text may not begin with “`” here."),
    ("name: 50%\n%x\n", None),
    ('name: "x\n', None),
    ("name: [x, y\nid: z\n", None),
    ("name\nid: z\n", None),
    ("name: {ar: x\n", None),
    ("name: x\n  id: y\n", None),
    (" name: x\nid: y\n", None),
    ("{{ name }}: x\n", None),
    ("? [a, b]\n: x\n", "1:3: A list or a group of keys stands where a single word is expected."),
    ("name: x\n---\nname: y\n", "2:1: A second document begins here (a line of three hyphens)."),
    ("- x\n- y\n", "1:1: This file should be keys, each with a colon after it."),
    ("just text\n", "1:1: This file should be keys, each with a colon after it."),
    ("a: " + "[" * 30 + "]" * 30, "1:27: This is nested too deeply."),
    ("[" * 100_000, "1:25: This is nested too deeply."),
    ("{a: " * 100_000, "1:97: This is nested too deeply."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SYNTAX, ids=[each[0][:20] for each in SYNTAX])
def test_what_is_no_yaml_is_told_without_the_parsers_words(tmp_path: Path, text: str, said: str | None) -> None:
    found = [str(each) for each in faults(tmp_path, event=text) if each.spot.file == "event.yaml"]
    assert found[0].startswith("event.yaml:" + (said or "")), found
    assert not any(word in found[0] for word in ("mapping", "token", "scalar", "block", "node", "YAML"))


ENCODINGS = [
    (EVENT.encode("utf-16"), "event.yaml:1:1: This file is saved as UTF-16."),
    (EVENT.encode("utf-16-le"), "event.yaml:1:1: This file is saved as UTF-16."),
    (EVENT.encode("utf-16-be"), "event.yaml:1:1: This file is saved as UTF-16."),
    (EVENT.encode("cp1256"), "event.yaml:2:13: A letter here is not saved as UTF-8."),
    ("id: x\nname: {en: Universität}\n".encode("latin-1"), "event.yaml:2:21: A letter here is not saved as UTF-8."),
    (b"id: small\nname: a\0b\n", "event.yaml:2:8: There is a character here that no text has (U+0000)."),
    (b"id: small\nname: \x1b[31m\n", "event.yaml:2:7: There is a character here that no text has (U+001B)."),
    (b"", "event.yaml: This file is empty."),
    (b"# only a comment\n", "event.yaml: This file is empty."),
    (b"---\n", "event.yaml: This file is empty."),
    (b"~\n", "event.yaml: This file is empty."),
    (b"{}\n", "event.yaml: This file is empty."),
    (b"x: " + b"y" * 9_000_000, "event.yaml: This file is larger than 8 MB."),
    (b"x: [" + b"a," * 250_000 + b"]", "event.yaml:1:400001: This file has more entries than any event needs."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), ENCODINGS, ids=[str(each[0][:16]) for each in ENCODINGS])
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    found = [str(each) for each in faults(tmp_path, event=content) if each.spot.file == "event.yaml"]
    assert [each.startswith(said) for each in found] == [True], found


def test_a_time_is_judged_even_where_the_days_cannot_be_known(tmp_path: Path) -> None:
    found = [
        str(each)
        for each in faults(
            tmp_path,
            event=EVENT.replace("last_day:", "last_day: 1999-01-01 #"),
            programme=PROGRAMME.replace('end: "10:00"', 'end: "10:75"'),
        )
    ]
    assert [each for each in found if "“10:75” is not a time of day" in each], found
    assert [each for each in found if "last day" in each], found


@pytest.mark.parametrize(
    ("right", "wrong", "beside"),
    [
        ("[main]", "[mian]", "There is no “mian”"),
        ("day: 1", "day: first", "“day” cannot be “first”"),
        ("day: 1", "day: 9", "The event has no day 9"),
        ("    day: 1\n", "", "This has a time of day, but no day"),
        ("type: opening", "type: openning", "“type” cannot be “openning”"),
        ("type: opening", "titel: x", "“titel” is not a key"),
    ],
)
def test_an_end_at_the_start_is_told_beside_any_other_fault(
    tmp_path: Path, right: str, wrong: str, beside: str
) -> None:
    written = PROGRAMME.replace('end: "10:00"', 'end: "09:00"').replace(right, wrong)
    found = " / ".join(str(each) for each in faults(tmp_path, programme=written))
    assert "This ends when it starts (09:00)." in found
    assert beside in found


def test_a_wrong_start_hides_no_wrong_end_and_a_wrong_order_no_wrong_day(tmp_path: Path) -> None:
    found = [
        str(each.what)
        for each in faults(tmp_path, programme=PROGRAMME.replace("09:00", "9 o'clock").replace("10:00", "25:00"))
    ]
    assert found == ["“9 o'clock” is not a time of day.", "“25:00” is not a time of day."]
    moved = PROGRAMME.replace("day: 1", "date: 2025-10-30").replace("10:00", "09:00")
    found = [str(each.what) for each in faults(tmp_path, programme=moved)]
    assert found == [
        "This is outside the event's days (2025-10-25 to 2025-10-27).",
        "This ends when it starts (09:00).",
    ]


def test_a_missing_answer_is_told_beside_another_fault_of_its_fact(tmp_path: Path) -> None:
    facts = FACTS.replace('    answer: {ar: "لا رسم.", en: "There is none."}\n', "").replace("2025-10-20", "soon")
    found = [str(each.what) for each in faults(tmp_path, facts__registration=facts)]
    assert found == ["This question has no answer.", "“soon” is not a day of the calendar."]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, event=EVENT.encode("utf-8-sig")) == ()


def test_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, programme=PROGRAMME.replace("\n", "\r\n")) == ()


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = [str(each) for each in faults(tmp_path, programme=bomb)]
    assert [each.split(": ")[0] for each in found] == ["programme.yaml:1:4"]


def test_a_missing_event_file_and_a_missing_folder_say_how_to_begin(tmp_path: Path) -> None:
    assert [str(each).split(". ")[0] for each in read(tmp_path).faults] == ["event.yaml: This file is missing"]
    missing = tmp_path / "nowhere"
    assert [str(each).split(". ")[0] for each in read(missing).faults] == [".: There is no such folder"]


def test_folders_pipes_and_broken_links_in_place_of_files(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("event.yaml", "programme.yaml", "places.yaml", "speakers.yaml"):
        (tmp_path / name).unlink()
    (tmp_path / "event.yaml").mkdir()
    os.mkfifo(tmp_path / "programme.yaml")
    (tmp_path / "places.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "speakers.yaml").symlink_to(tmp_path / "speakers.yaml")
    found = [str(each) for each in read(tmp_path).faults]
    assert [each.split(". ")[0].split(" (")[0] for each in found] == [
        "event.yaml: This is not a file",
        "programme.yaml: This is not a file",
        "speakers.yaml: This file cannot be read",
        "places.yaml: This file is missing",
    ]


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "event")
    (tmp_path / "event" / "speakers.yaml").rename(tmp_path / "people.yaml")
    (tmp_path / "event" / "speakers.yaml").symlink_to(tmp_path / "people.yaml")
    assert read(tmp_path / "event").faults == ()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder into which everybody may look."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for shut in (folder / "event", folder / "event" / "facts"):
        if shut.exists():
            shut.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of an administrator, who may read everything."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    (write(open_folder) / "event.yaml").chmod(0)
    with as_nobody():
        found = read(open_folder).faults
    assert [str(each).split(". ")[0] for each in found] == ["event.yaml: This file may not be read"]


@pytest.mark.parametrize("name", [".", "facts"])
def test_a_folder_that_may_not_be_read(open_folder: Path, name: str) -> None:
    folder = write(open_folder / "event")
    (folder / name).chmod(0)
    with as_nobody():
        found = read(folder).faults
    assert str(found[0]).split(". ")[0] == f"{name}: This folder may not be read"


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "event")
    shutil.rmtree(folder / "facts")
    (folder / "facts").write_text("x")
    assert [str(each).split(". ")[0] for each in read(folder).faults] == ["facts: This is not a folder"]
    assert [str(each).split(". ")[0] for each in read(folder / "event.yaml").faults] == [".: This is not a folder"]


def test_a_file_that_no_one_reads_is_told_with_what_was_meant(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "programme.yaml").rename(tmp_path / "program.yml")
    (tmp_path / "facts" / "more.yml").write_text(FACTS)
    (tmp_path / "contacts.yaml").write_text("x: y")
    warned = [str(each) for each in read(tmp_path).faults if each.severity is Severity.WARNING]
    assert [each.split(". ", 1) for each in warned] == [
        ["programme.yaml: There are no sessions yet", "Add sessions when they are known; until then people read that there is no programme yet."],
        ["contacts.yaml: This file is not read: it is none of the event's files", "Facts go into the folder “facts”; delete or move what is not needed."],
        ["facts/more.yml: This file is not read: it is none of the event's files", "Did you mean “facts/more.yaml”?"],
        ["program.yml: This file is not read: it is none of the event's files", "Did you mean “programme.yaml”?"],
    ]  # fmt: skip


def test_all_faults_of_all_files_come_at_once_in_order(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        event=EVENT.replace("Asia/Baghdad", "Mars"),
        speakers="speakers:\n\t- x",
        programme=PROGRAMME.replace("09:00", "25:00").replace("[main]", "[mian]").replace("[zainab]", "[nobody]"),
        facts__registration=FACTS.replace("id: fee", "id: Fee!").replace("see: [fee]", "see: [nothing]"),
    )
    assert [str(each.spot) for each in found] == [
        "event.yaml:3:7",
        "programme.yaml:9:12",
        "programme.yaml:11:13",
        "speakers.yaml:2:1",
        "facts/registration.yaml:3:9",
        "facts/registration.yaml:8:11",
    ]


def test_loading_raises_them_all(tmp_path: Path) -> None:
    write(tmp_path, event=EVENT.replace("Asia/Baghdad", "Mars"))
    with pytest.raises(EventFaults) as raised:
        load(tmp_path)
    assert [str(fault.spot) for fault in raised.value.faults] == ["event.yaml:3:7"]
    assert str(raised.value).startswith("event.yaml:3:7: There is no time zone “Mars”.")


def test_one_hundred_faults_are_a_hundred_lines_and_ten_thousand_are_not(tmp_path: Path) -> None:
    lines = "".join(f"  - {{id: s{n}, name: {{en: x}}, titel: y}}\n" for n in range(10_000))
    few = "".join(lines.splitlines(keepends=True)[:100])
    errors = [each for each in faults(tmp_path, speakers=SPEAKERS + few) if each.severity is Severity.ERROR]
    assert len(errors) == 100
    many = [each for each in faults(tmp_path, speakers=SPEAKERS + lines) if each.severity is Severity.ERROR]
    assert len(many) == 500
    assert str(many[0]).startswith("speakers.yaml: Not all faults of this file are told: there are too many.")


def test_however_many_warnings_there_are_the_event_can_be_used(tmp_path: Path) -> None:
    lines = "".join(f"  - {{id: s{n}, name: {{en: x}}}}\n" for n in range(2000))
    reading = read(write(tmp_path, speakers=SPEAKERS + lines))
    assert reading.event is not None
    assert len(reading.event.speakers) == 2002
    assert {each.severity for each in reading.faults} == {Severity.WARNING}


def test_more_files_of_facts_than_anybody_has(tmp_path: Path) -> None:
    write(tmp_path)
    for number in range(501):
        (tmp_path / "facts" / f"{number}.yaml").write_text("facts: []")
    found = [str(each) for each in read(tmp_path).faults]
    assert found[0] == "facts: There are more than 500 files here. Put more facts into each file."


def test_many_large_files_are_bounded_together(tmp_path: Path) -> None:
    write(tmp_path)
    for number in range(6):
        (tmp_path / "facts" / f"{number}.yaml").write_bytes(b"# " + b"x" * (7 * 1024 * 1024))
    found = [str(each) for each in read(tmp_path).faults if each.severity is Severity.ERROR]
    assert [each.split(": ", 1)[1] for each in found] == [
        "The files together are too large. Remove what does not belong to the event."
    ]
