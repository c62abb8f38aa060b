"""People share sessions and facts from any chat: they type the bot's name and a word, and choose a card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import run
from bot.rehearsal.telegram.faults import refused, too_many
from bot.rehearsal.telegram.model import Json
from tests.story import ISOLATES, Attendee, Story

GROUP = -100200


def titles(answer: Json) -> list[str]:
    return [each["title"].translate(ISOLATES) for each in answer["results"]]


def ids(answer: Json) -> list[str]:
    return [each["id"] for each in answer["results"]]


def of_type(story: Story, kind: str) -> list[str]:
    return [each.id for each in story.event.sessions.values() if each.type.value == kind]


async def everything(person: Attendee, query: str) -> list[str]:
    """The ids on all pages."""
    found: list[str] = []
    offset = ""
    while True:
        page = await person.seeks(query, offset)
        assert 1 <= len(page["results"]) <= 50
        found += ids(page)
        offset = page["next_offset"]
        if not offset:
            return found


async def test_a_workshop_is_shared_in_a_group_and_leads_back_to_the_bot(story: Story) -> None:
    zainab = story.attendee("زينب", language="ar")
    answer = await zainab.seeks("ورشة")
    assert ids(answer)[: len(of_type(story, "workshop"))] == of_type(story, "workshop")
    query_id = list(story.fake.world.inline_answers)[-1]
    group = story.fake.world.chats.group(GROUP, "طلبة الطب")
    shared = zainab.phone.shares(query_id, "d1-ws-osce", group)
    await story.settles()
    title = str(story.event.sessions["d1-ws-osce"].title.in_language("ar"))
    assert title in shared["text"].translate(ISOLATES)
    assert "السبت" in shared["text"]
    link = shared["reply_markup"]["inline_keyboard"][0][0]
    assert link["text"] == "↗️ فتح في البوت"
    assert link["url"] == f"https://t.me/{story.fake.username}?start=session_d1-ws-osce"
    assert group.messages == {shared["message_id"]: shared}, "the bot says nothing to it"
    ali = story.attendee("علي", language="ar")
    opened = await ali.starts("session_d1-ws-osce")
    assert title in opened.plain


async def test_whoever_only_looks_something_up_is_no_attendee_and_reads_their_own_language(story: Story) -> None:
    james, zainab = story.attendee("James", language="en"), story.attendee("زينب", language="ar")
    fee = await james.seeks("how much is the registration fee?")
    assert ids(fee)[0] == "reg_fee"
    assert "75,000 IQD" in fee["results"][0]["message"]["text"]
    assert fee["is_personal"], "the next one who types this reads another language"
    fee = await zainab.seeks("شكد رسم التسجيل؟")
    assert "٧٥٬٠٠٠" in fee["results"][0]["message"]["text"]
    assert [story.running.house.attendees.get(each.id) for each in (james, zainab)] == [None, None]
    assert james.received == []


async def test_an_attendee_reads_the_language_that_they_chose(story: Story) -> None:
    zainab = story.attendee("Zainab", language="en")
    await zainab.starts()
    attendees = story.running.house.attendees
    known = attendees.get(zainab.id)
    assert known is not None
    await attendees.save(replace(known, language="ar"))
    answer = await zainab.seeks("workshop")
    assert answer["results"][0]["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "↗️ فتح في البوت"


async def test_with_nothing_typed_there_is_what_is_on_and_next_and_the_rest_of_the_day(story: Story) -> None:
    james = story.attendee("James", language="en")
    await story.is_at("2025-10-25T10:40")
    answer = await james.seeks("")
    every = list(story.event.sessions.values())
    moment = story.clock.now()
    on = [each.id for each in every if each.start <= moment < each.end]
    start = min(each.start for each in every if each.start > moment)
    following = [each.id for each in every if each.start == start]
    assert ids(answer)[: len(on) + len(following)] == [*on, *following]
    left = {each.id for each in every if each.end > moment and each.start.astimezone(story.event.zone).day == 25}
    assert set(ids(answer)) == left
    assert answer["results"][0]["description"].startswith("⏱ Now · ")
    assert answer["results"][len(on)]["description"].startswith("⏭ Next · ")
    assert answer["cache_time"] <= 60, "what is on changes"


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [("2025-10-20T12:00", "2025-10-25", "2025-10-25"), ("2025-10-25T23:30", "2025-10-26", "2025-10-26"),
     ("2025-11-20T12:00", "2025-10-25", "2025-10-27")],
)  # fmt: skip
async def test_before_between_and_after_the_days_there_is_still_something(
    story: Story, at: str, first: str, last: str
) -> None:
    await story.is_at(at)
    days = {
        story.event.sessions[id_].start.astimezone(story.event.zone).date().isoformat()
        for id_ in await everything(story.attendee("James"), "")
    }
    assert (min(days), max(days)) == (first, last)


async def test_pages_hold_fifty_at_most_and_together_everything_once(story: Story) -> None:
    james = story.attendee("James", language="en")
    await story.is_at("2025-11-20T12:00")
    found = await everything(james, "")
    assert len(found) > 20
    assert sorted(found) == sorted(story.event.sessions)
    for offset in ("1000", "-1", "x", "²", "9" * 64):
        answer = await james.seeks("", offset)
        assert (answer["results"], answer["next_offset"]) == ([], ""), offset


async def test_the_beginning_of_a_word_finds_as_one_types(story: Story) -> None:
    james, zainab = story.attendee("James", language="en"), story.attendee("زينب", language="ar")
    for query in ("Desig", "Designing OS", "osce stat", "d1-ws-osce"):
        assert "d1-ws-osce" in ids(await james.seeks(query)), query
    title = str(story.event.sessions["d1-opening"].title.in_language("ar"))
    assert "d1-opening" in ids(await zainab.seeks(title[: len(title) // 2]))
    assert ids(await zainab.seeks(title))[0] == "d1-opening"


async def test_what_is_unknown_leads_to_the_private_chat(story: Story) -> None:
    james, zainab = story.attendee("James", language="en"), story.attendee("زينب", language="ar")
    unknown = await james.seeks("qwzx vrrkt")
    assert unknown["results"] == []
    assert unknown["button"]["text"] == "Nothing found. Ask me in a private chat"
    assert (await zainab.seeks("قثصض"))["button"]["text"] == "لم أجد شيئاً. اسألوني في محادثة خاصة"
    started = await james.starts(unknown["button"]["start_parameter"])
    assert "do not know" not in started.plain


@pytest.mark.parametrize("query", ["ورشة " * 200, "x" * 4096, "\u202e\u2066\u200f\u0651", "<b>&amp;", "٣" * 256, "🙂"])
async def test_a_hostile_query_is_answered(story: Story, query: str) -> None:
    answer = await story.attendee("James").seeks(query)
    assert len(answer["results"]) <= 50


async def test_a_card_that_is_shared_into_the_bots_own_chat_is_no_question(story: Story) -> None:
    james = story.attendee("James", language="en")
    await james.starts()
    await james.seeks("workshop")
    before = len(james.received)
    james.phone.shares(list(story.fake.world.inline_answers)[-1], "d1-ws-osce")
    await story.settles()
    assert len(james.received) == before


async def test_a_list_that_telegram_does_not_take_at_once_is_given_again_and_a_late_one_is_let_go(story: Story) -> None:
    james = story.attendee("James", language="en")
    story.fake.faults.plan(too_many(0), method="answerInlineQuery")
    assert titles(await james.seeks("workshop"))
    too_old = refused("query is too old and response timeout expired or query ID is invalid")
    story.fake.faults.plan(too_old, method="answerInlineQuery")
    query_id = james.phone.asks_inline("workshop")
    await story.settles()
    assert story.fake.world.inline_answers[query_id] is None
    assert james.received == [], "nobody is told of it"


async def test_what_was_typed_while_the_bot_was_away_is_not_answered(story: Story) -> None:
    james = story.attendee("James", language="en")
    await story.is_killed()
    query_id = james.phone.asks_inline("workshop")
    await story.comes_back()
    assert story.fake.world.inline_answers[query_id] is None
    assert titles(await james.seeks("workshop"))


async def test_the_operator_is_told_how_to_switch_it_on(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    await run._greet(story.running)
    assert "/setinline" not in capsys.readouterr().out
    story.fake.world.bot["supports_inline_queries"] = False
    await story.restarts()
    await run._greet(story.running)
    assert f"@{story.fake.username}" in (told := capsys.readouterr().out)
    assert "/setinline" in told
