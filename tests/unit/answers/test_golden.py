"""Questions that must keep being answered: a guard against steps back, in the languages of the halls."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.answers.engine import Engine
from bot.answers.model import Answer, Context, Emptiness, Outcome, Question, Social
from bot.event.model import SessionType


def ask(engine: Engine, text: str, at: str, context: Context | None = None) -> Answer:
    moment = datetime.fromisoformat(at).replace(tzinfo=engine.event.zone)
    return engine.answer(Question(text, moment, context=context))


def answer_type(engine: Engine, id_: str) -> SessionType | None:
    return engine.event.sessions[id_].type


def in_order(engine: Engine, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id_ for id_ in engine.event.sessions if id_ in ids)


@pytest.mark.parametrize(
    ("text", "fact", "language"),
    [
        ("كم رسم التسجيل؟", "reg_fee", "ar"),
        ("شكد سعر الاشتراك بالمؤتمر؟", "reg_fee", "ar"),
        ("shgad rusoom el tasjeel", "reg_fee", "ar"),
        ("how much is the registration fee?", "reg_fee", "en"),
        ("وين المصلى", "pray_where", "ar"),
        ("what is the wifi password", "wifi", "en"),
        ("شنو باسوورد النت", "wifi", "ar"),
        ("which plugs do you use", "city_power", "en"),
        ("my name is wrong on the certificate", "cert_name", "en"),
        ("ما محاور المؤتمر؟", "abs_themes", "ar"),
        ("is there parking at the venue", "park_venue", "en"),
        ("اكو كراج؟", "park_venue", "ar"),
        ("what's the weather like in Karbala", "city_weather", "en"),
    ],
)
def test_a_fact_is_found_by_its_meaning(demo: Engine, text: str, fact: str, language: str) -> None:
    answer = ask(demo, text, "2025-10-25T08:30")

    assert (answer.outcome, answer.ids, answer.language) == (Outcome.FOUND, (fact,), language)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("what is on at 10 am on friday", ("d2s2", "d2s3")),
        ("باچر الساعة ٢ شنو عدنا؟", ("d2s6", "d2s7", "d2s8")),
        ("sessions in ibn sina hall on day 3", ("d3s3", "d3s5")),
        ("بقاعة ابن سينا شكو باليوم الثالث", ("d3s3", "d3s5")),
        ("shaku bacher el sa3a 9", ("d2s1",)),
        ("متى يتحدث الدكتور حسين العامري؟", ("d3s2",)),
        ("when is Dr Hussain Al-Ameri speaking", ("d3s2",)),
        ("what time is lunch on saturday", ("d3s7",)),
        ("ورش يوم الجمعة", ("d2s6", "d2s8")),
        ("١٧ نيسان بعد الظهر", ("d2s6", "d2s7", "d2s8", "d2s9")),
        ("٢٩ شوال الصبح شكو محاضرات", ("d2s1", "d2s2", "d2s3")),
        ("between 2 and 3 pm on the 18th", ("d3s8",)),
        ("آخر جلسة باليوم الأخير", ("d3s9",)),
        ("who speaks about burnout", ("d2s7",)),
    ],
)
def test_the_programme_answers_with_the_whole_set_in_order(sample: Engine, text: str, ids: tuple[str, ...]) -> None:
    answer = ask(sample, text, "2026-04-16T08:30")

    assert (answer.outcome, answer.ids, answer.scheduled) == (Outcome.FOUND, in_order(sample, ids), True)


@pytest.mark.parametrize(
    "text",
    ["when is the workshop?", "متى الورشة؟", "شوكت الورشة", "الساعة بيش الورشة", "shwakt el warsha"],
)
def test_when_a_workshop_is_asks_which_and_does_not_tell_how_long_one_lasts(demo: Engine, text: str) -> None:
    answer = ask(demo, text, "2025-10-25T08:30")

    assert (answer.outcome, answer.slot) == (Outcome.SLOT, "session")
    assert {answer_type(demo, id_) for id_ in answer.ids} == {SessionType.WORKSHOP}


@pytest.mark.parametrize(
    "text",
    ["أين أجد مكاناً هادئاً للصلاة قبل الجلسة المسائية؟", "where can I pray before the evening session?"],
)
def test_where_to_pray_before_a_session_is_not_sought_among_the_sessions(demo: Engine, text: str) -> None:
    answer = ask(demo, text, "2025-10-25T08:30")

    assert answer.outcome in {Outcome.FOUND, Outcome.SEVERAL}
    assert "pray_where" in answer.ids


@pytest.mark.parametrize(
    "text", ["how long is the workshop?", "كم ساعة الورشة؟", "الورشة شكد تطول", "how many hours is a workshop"]
)
def test_how_long_a_workshop_lasts_is_told(demo: Engine, text: str) -> None:
    assert ask(demo, text, "2025-10-25T08:30").ids == ("prog_workshop",)


@pytest.mark.parametrize(
    ("text", "at", "ids"),
    [
        ("what's on now", "2026-04-16T10:10", ("d1s3",)),
        ("شنو الجاي؟", "2026-04-16T10:10", ("d1s4",)),
        ("what is on in two hours", "2026-04-16T12:30", ("d1s8", "d1s9", "d1s10")),
        ("باچر", "2026-04-17T01:30", ("d2s1", "d2s2", "d2s3", "d2s4", "d2s5", "d2s6", "d2s7", "d2s8", "d2s9", "d2s10")),
    ],
)
def test_words_of_time_are_counted_from_now(sample: Engine, text: str, at: str, ids: tuple[str, ...]) -> None:
    """After midnight it is still the evening before: tomorrow begins with the day change."""
    assert ask(sample, text, at).ids == in_order(sample, ids)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("program for sunday", Emptiness.OUTSIDE_DATES),
        ("شنو اكو بتشرين الأول", Emptiness.OUTSIDE_DATES),
        ("workshops on the 17th in the morning", Emptiness.NOTHING_THEN),
    ],
)
def test_nothing_then_is_told_from_outside_the_dates(sample: Engine, text: str, why: Emptiness) -> None:
    answer = ask(sample, text, "2026-04-16T08:30")

    assert (answer.outcome, answer.emptiness, answer.ids) == (Outcome.EMPTY, why, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شكراً جزيلاً", Social.THANKS),
        ("thanks a lot", Social.THANKS),
        ("السلام عليكم", Social.GREETING),
        ("shlonak", Social.WELL_BEING),
        ("بطلوا الرسايل", Social.OPT_OUT),
        ("stop sending me messages please", Social.OPT_OUT),
        ("انت غبي", Social.INSULT),
        ("who are you?", Social.ABILITIES),
    ],
)
def test_small_talk_is_no_question(demo: Engine, text: str, kind: Social) -> None:
    answer = ask(demo, text, "2025-10-25T08:30")

    assert (answer.outcome, answer.social) == (Outcome.SOCIAL, kind)


@pytest.mark.parametrize(
    "text",
    [
        "what is the capital of france",
        "شكد سعر الذهب اليوم",
        "write me a poem about the sea",
        "منو فاز بالمباراة",
        "shgad sa3r el dhahab",
        "ازاي اخس ١٠ كيلو",
        "asdfgh qwerty",
    ],
)
def test_what_is_no_business_of_the_event_is_not_answered(demo: Engine, text: str) -> None:
    assert ask(demo, text, "2025-10-25T08:30").outcome not in {Outcome.FOUND, Outcome.EMPTY}


def test_two_questions_in_one_message_are_both_answered(demo: Engine) -> None:
    answer = ask(demo, "What is the wifi password? And where can I park my car?", "2025-10-25T08:30")

    assert (answer.outcome, answer.ids) == (Outcome.FOUND, ("wifi", "park_venue"))


def test_a_follow_up_leans_on_the_question_before(sample: Engine) -> None:
    first = ask(sample, "which workshops are there today", "2026-04-16T08:30")
    context = Context(
        "which workshops are there today", first.ids, datetime(2026, 4, 16, 8, 30, tzinfo=sample.event.zone)
    )

    assert first.ids == ("d1s8", "d1s10")
    assert ask(sample, "and tomorrow?", "2026-04-16T08:31", context).ids == ("d2s6", "d2s8")
    assert ask(sample, "وين؟", "2026-04-16T08:31", context).ids == ("d1s8", "d1s10")


def test_a_message_is_answered_in_the_language_of_its_grammar(demo: Engine) -> None:
    asked = {
        "وين ال registration desk؟": "ar",
        "where is المصلى please": "en",
        "wen el qa3a": "ar",
        "متى ال workshop": "ar",
    }

    assert {text: ask(demo, text, "2025-10-25T08:30").language for text in asked} == asked


@pytest.mark.parametrize("text", ["who speaks in hall B?", "what is in hall a now", "القاعة ب شنو بيها"])
def test_a_hall_that_is_not_there_is_not_taken_for_another(demo: Engine, text: str) -> None:
    answer = ask(demo, text, "2025-10-25T10:10")

    assert not set(answer.ids) & set(demo.event.sessions)
