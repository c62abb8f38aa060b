"""What is read is what was written: the invented event row by row, times, defaults, languages, warnings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.event.faults import Severity
from bot.event.load import load, read
from bot.event.model import (
    Appearance,
    Coordinates,
    Event,
    Fact,
    Part,
    PlaceType,
    Session,
    SessionStatus,
    SessionType,
    Topic,
)
from bot.texts.localized import Localized
from tests.events.large import write_large
from tests.unit.event.small import EVENT, FACTS, PROGRAMME, SPEAKERS, faults, write

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "tests" / "events" / "sample"
ROWS = ROOT / ".." / "shared" / "questions" / "sample-event"


def one_session(tmp_path: Path, programme: str) -> Session:
    (found,) = load(write(tmp_path, programme=programme)).sessions.values()
    return found


def test_the_small_event(tmp_path: Path) -> None:
    event = load(write(tmp_path))
    assert event.sessions["opening"] == Session(
        id="opening",
        title=Localized({"ar": "الافتتاح", "en": "Opening"}),
        start=datetime(2025, 10, 25, 6, 0, tzinfo=UTC),
        end=datetime(2025, 10, 25, 7, 0, tzinfo=UTC),
        type=SessionType.OPENING,
        halls=("main",),
        track="teaching",
        people=(Appearance("zainab"),),
    )
    assert event.facts["fee"] == Fact(
        id="fee",
        topic=Topic.REGISTRATION,
        question=Localized({"ar": "كم الرسم؟", "en": "What is the fee?"}),
        answer=Localized({"ar": "لا رسم.", "en": "There is none."}),
        confirmed=date(2025, 10, 20),
        places=("college",),
        see=("fee",),
    )
    assert event.places["college"].type is PlaceType.VENUE
    assert event.places["college"].coordinates == Coordinates(32.6, 44.0)
    assert (event.zone.key, event.languages, event.day_change) == ("Asia/Baghdad", ("ar", "en"), time(4))
    assert event.short_name == event.name
    assert [day.date.day for day in event.days] == [25, 26, 27]


@pytest.mark.skipif(not ROWS.is_dir(), reason="the rows of the invented event are not here")
def test_the_sample_event_says_what_its_rows_say() -> None:
    event = load(SAMPLE)

    def rows(name: str) -> list[list[str]]:
        return [line.split("|") for line in (ROWS / name).read_text("utf-8").splitlines() if line]

    def names(event: Event, session: Session, language: str) -> list[str]:
        people = [event.speakers[each.speaker] for each in session.people]
        titles = [(each.honorific.by_language[language] + " ") if each.honorific else "" for each in people]
        return [title + each.name.by_language[language] for title, each in zip(titles, people, strict=True)]

    for id_, day, start, end, hall, title, title_ar, people, people_ar in rows("sessions.tsv"):
        session = event.sessions[id_]
        clock = tuple(f"{moment.astimezone(event.zone):%d %H:%M}" for moment in (session.start, session.end))
        assert clock == (f"{15 + int(day)} {start}", f"{15 + int(day)} {end}")
        assert session.halls == (hall,)
        assert session.title == Localized({"ar": title_ar, "en": title})
        assert names(event, session, "en") == [each.strip() for each in people.split(";") if each.strip()]
        assert names(event, session, "ar") == [each.strip() for each in people_ar.split("؛") if each.strip()]
    for id_, question, question_ar, answer, answer_ar, also, also_ar in rows("faq.tsv"):
        fact = event.facts[id_]
        assert fact.question == Localized({"ar": question_ar, "en": question})
        assert fact.answer == Localized({"ar": answer_ar, "en": answer})
        assert fact.also["en"] == tuple(each.strip() for each in also.split(";"))
        assert fact.also["ar"] == tuple(each.strip() for each in also_ar.split(";"))
    assert (len(event.sessions), len(event.facts), len(event.halls)) == (30, 61, 8)
    assert list(event.halls) == [row[0] for row in rows("halls.tsv")]


def test_yaml_guesses_nothing(tmp_path: Path) -> None:
    """In plain YAML, 9:30 is 570, no is false, 1e3 is 1000, 0777 is 511, and 2025-10-25 a date."""
    event = load(
        write(
            tmp_path,
            event=EVENT.replace("id: small", "id: 0777").replace("[ar, en]", "[ar, en, no]"),
            programme=PROGRAMME.replace('"09:00"', "9:30")
            .replace('{ar: "الافتتاح", en: "Opening"}', "{ar: 1e3, en: 2025-10-25, no: no}")
            .replace("opening\n    day", "201\n    day")
            .replace('"10:00"', "10:00:00"),
        )
    )
    assert event.id == "0777"
    assert event.languages == ("ar", "en", "no")
    assert event.sessions["201"].title == Localized({"ar": "1e3", "en": "2025-10-25", "no": "no"})
    assert event.sessions["201"].start == datetime(2025, 10, 25, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        ("day: 1", '"22:00"', '"01:00"', ("2025-10-25T19:00", "2025-10-25T22:00")),
        ("day: 1", '"23:30"', '"00:00"', ("2025-10-25T20:30", "2025-10-25T21:00")),
        ("day: 1", '"01:00"', '"02:00"', ("2025-10-25T22:00", "2025-10-25T23:00")),
        ("day: 3", '"03:00"', '"03:30"', ("2025-10-28T00:00", "2025-10-28T00:30")),
        ("day: 1", '"04:00"', '"04:30"', ("2025-10-25T01:00", "2025-10-25T01:30")),
        ("date: 2025-10-26", '"01:00"', '"02:00"', ("2025-10-25T22:00", "2025-10-25T23:00")),
        ("date: 2025-10-26", '"9:00"', '"9:45"', ("2025-10-26T06:00", "2025-10-26T06:45")),
        ("", "2025-10-26 09:00", '"10:00"', ("2025-10-26T06:00", "2025-10-26T07:00")),
        ("", "2025-10-26T09:00", "2025-10-26T23:30", ("2025-10-26T06:00", "2025-10-26T20:30")),
        ("", "2025-10-26T09:00+01:00", "2025-10-26T09:00Z", ("2025-10-26T08:00", "2025-10-26T09:00")),
        ("day: 1", "٠٩:٠٠", "١٠:٠٠", ("2025-10-25T06:00", "2025-10-25T07:00")),
    ],
)
def test_times_in_the_zone_and_on_the_days_of_the_event(
    tmp_path: Path, day: str, start: str, end: str, expected: tuple[str, str]
) -> None:
    programme = PROGRAMME.replace("day: 1", day or "type: other").replace('"09:00"', start).replace('"10:00"', end)
    programme = programme if day else programme.replace("    type: opening\n", "")
    found = one_session(tmp_path, programme)
    assert tuple(moment.strftime("%Y-%m-%dT%H:%M") for moment in (found.start, found.end)) == expected
    assert found.start.tzinfo is UTC


def test_the_only_day_needs_no_number(tmp_path: Path) -> None:
    event = EVENT.replace("2025-10-27", "2025-10-25")
    found = load(write(tmp_path, event=event, programme=PROGRAMME.replace("    day: 1\n", "")))
    assert found.sessions["opening"].start == datetime(2025, 10, 25, 6, 0, tzinfo=UTC)


BERLIN = EVENT.replace("Asia/Baghdad", "Europe/Berlin")


def test_a_time_that_the_clocks_skip_is_an_error(tmp_path: Path) -> None:
    spring = BERLIN.replace("2025-10-25", "2025-03-30").replace("2025-10-27", "2025-03-30")
    programme = (
        PROGRAMME.replace("day: 1", "date: 2025-03-30").replace('"09:00"', '"02:30"').replace('"10:00"', '"05:00"')
    )
    spring += 'day_change: "00:00"\n'
    assert [str(each).split(",")[0] for each in faults(tmp_path, event=spring, programme=programme)] == [
        "programme.yaml:9:12: The clocks never show 02:30 on this day"
    ]


def test_a_time_that_the_clocks_show_twice_is_the_first_with_a_warning_unless_its_offset_is_written(
    tmp_path: Path,
) -> None:
    event = BERLIN + 'day_change: "00:00"\n'
    programme = (
        PROGRAMME.replace("day: 1", "date: 2025-10-26").replace('"09:00"', '"02:30"').replace('"10:00"', '"05:00"')
    )
    reading = read(write(tmp_path, event=event, programme=programme))
    assert [(str(each.spot), each.severity) for each in reading.faults] == [("programme.yaml:9:12", Severity.WARNING)]
    assert reading.event is not None
    assert reading.event.sessions["opening"].start == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    exact = programme.replace('"02:30"', "2025-10-26T02:30+01:00")
    reading = read(write(tmp_path, event=event, programme=exact))
    assert reading.faults == ()
    assert reading.event is not None
    assert reading.event.sessions["opening"].start == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_what_stands_at_the_top_of_a_file_holds_where_an_entry_does_not_say_otherwise(tmp_path: Path) -> None:
    event = load(
        write(
            tmp_path,
            programme="illustrative: true\n" + PROGRAMME.replace("id: lab,", "id: lab, illustrative: false,"),
            facts__registration=FACTS.replace("- id: fee", "- id: fee\n    topic: food"),
        )
    )
    assert event.sessions["opening"].illustrative
    assert event.halls["main"].illustrative
    assert not event.halls["lab"].illustrative
    assert not event.speakers["zainab"].illustrative
    assert event.facts["fee"].topic is Topic.FOOD


def test_everybody_on_stage_has_a_part(tmp_path: Path) -> None:
    people = (
        "speakers: [zainab]\n    chairs: ali\n    moderators: [ali]\n    panellists: [ali]\n    facilitators: [zainab]"
    )
    found = one_session(tmp_path, PROGRAMME.replace("speakers: [zainab]", people))
    assert [(each.speaker, each.part) for each in found.people] == [
        ("zainab", Part.SPEAKER),
        ("ali", Part.CHAIR),
        ("ali", Part.MODERATOR),
        ("ali", Part.PANELLIST),
        ("zainab", Part.FACILITATOR),
    ]


def test_a_cancelled_session_stays(tmp_path: Path) -> None:
    found = one_session(tmp_path, PROGRAMME.replace("type: opening", "status: cancelled"))
    assert found.status is SessionStatus.CANCELLED


def test_any_languages_will_do_and_a_missing_one_is_a_warning(tmp_path: Path) -> None:
    kurdish = '{ckb: "زەینەب", fr: "Zaïnab"}'
    reading = read(
        write(
            tmp_path,
            event=EVENT.replace("[ar, en]", "[ckb, fr, pt-BR]").replace("{ar:", "{ckb:").replace("en:", "fr:"),
            speakers=f"speakers:\n  - {{id: zainab, name: {kurdish}}}\n",
            programme="",
            places='places:\n  - {id: college, name: {ckb: "کۆلێژ", fr: "Faculté", pt-BR: "Faculdade"}}\n',
            facts__registration="",
        )
    )
    assert reading.event is not None
    assert reading.event.languages == ("ckb", "fr", "pt-BR")
    assert reading.event.speakers["zainab"].name.pick("en") == ("زەینەب", "ckb")
    warned = [str(each) for each in reading.faults if "language" in str(each)]
    assert [each.partition(". ")[0] for each in warned] == [
        "event.yaml:2:1: “name” has no text in the language “pt-BR”",
        "speakers.yaml:2:18: “name” has no text in the language “pt-BR”",
    ]


def test_a_language_that_the_event_does_not_have_is_a_warning(tmp_path: Path) -> None:
    found = faults(tmp_path, speakers=SPEAKERS.replace('en: "Ali"', 'em: "Ali"'))
    assert [(str(each.spot), str(each.what)) for each in found] == [
        ("speakers.yaml:3:15", "“name” has no text in the language “en”."),
        ("speakers.yaml:3:33", "The event does not list the language “em”."),
    ]
    assert str(found[1].advice) == "Possible here: ar, en."


def test_a_clash_is_a_warning_at_the_second_session(tmp_path: Path) -> None:
    second = (
        PROGRAMME[PROGRAMME.index("  - id: opening") :].replace("id: opening", "id: other").replace("09:00", "09:30")
    )
    found = faults(tmp_path, programme=PROGRAMME + second)
    assert {(str(each.spot), each.severity) for each in found} == {("programme.yaml:18:12", Severity.WARNING)}
    assert [str(each.what) for each in found] == [
        "The hall “main” has “opening” (programme.yaml:7:9) and “other” at the same time.",
        "“zainab” is in “opening” (programme.yaml:7:9) and in “other” at the same time.",
    ]


def test_only_event_yaml_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "event.yaml").write_text(EVENT.replace("venue: college\n", ""), "utf-8")
    reading = read(tmp_path)
    assert reading.event is not None
    assert {str(each.what) for each in reading.faults} == {
        "There are no sessions yet.",
        "There are no facts yet.",
        "The event has no venue.",
    }


def test_texts_lose_what_would_turn_a_message_around(tmp_path: Path) -> None:
    event = load(write(tmp_path, speakers=SPEAKERS.replace('"Ali"', '"\u202eAli\u2066 "')))
    assert event.speakers["ali"].name.by_language["en"] == "Ali"


def test_a_name_is_one_line_and_a_long_text_keeps_its_paragraphs(tmp_path: Path) -> None:
    found = one_session(
        tmp_path,
        PROGRAMME.replace(
            '    title: {ar: "الافتتاح", en: "Opening"}\n',
            "    title:\n      ar: الافتتاح\n      en: |\n        Opening\n        ceremony\n"
            "    abstract:\n      ar: نص\n      en: |\n        First.\n\n        Second.\n",
        ),
    )
    assert found.title.by_language["en"] == "Opening ceremony"
    assert found.abstract is not None
    assert found.abstract.by_language["en"] == "First.\n\nSecond."


PRAYER = "prayer: {coordinates: [32.6, 44.0], times: {2025-10-25: {dhuhr: 12:05}}"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", ("jafari", 16.0, 4.0, 14.0)),
        (", method: mwl", ("mwl", 18.0, None, 17.0)),
        (", method: jafari, fajr_angle: 17.7, isha_angle: 15", ("jafari", 17.7, 4.0, 15.0)),
        (", maghrib_angle: 0", ("jafari", 16.0, None, 14.0)),
        (", method: mwl, maghrib_angle: 4", ("mwl", 18.0, 4.0, 17.0)),
    ],
)
def test_the_rule_for_prayer_times(tmp_path: Path, rest: str, expected: tuple[str, float, float | None, float]) -> None:
    rule = load(write(tmp_path, event=EVENT + PRAYER + rest + "}\n")).prayer
    assert rule is not None
    assert (rule.method, rule.fajr_angle, rule.maghrib_angle, rule.isha_angle) == expected
    assert rule.typed == {date(2025, 10, 25): {"dhuhr": time(12, 5)}}


def test_a_thousand_sessions_and_five_hundred_facts(tmp_path: Path) -> None:
    event = load(write_large(tmp_path / "large"))
    assert (len(event.sessions), len(event.facts)) == (1000, 500)
    starts = [session.start for session in event.sessions.values()]
    assert starts == sorted(starts)
