"""Every message of the programme, about every session, fact, place, hall and speaker, is fit to be sent and read."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.attendees.model import Attendee
from bot.cards import session_card
from bot.chat.context import Asked
from bot.event.load import load
from bot.event.model import Event, Topic
from bot.installation import CATALOGS, DEMO_EVENT
from bot.programme import feature
from bot.texts import Catalogs, Texts
from tests.unit.hostile import events
from tests.unit.judge import judge

CATALOG = Catalogs(CATALOGS)
SAMPLE = Path(__file__).resolve().parents[1] / "events" / "sample"
VOICES = (("en", None), ("ar", None), ("ar", "latn"), ("en", "arab"))
OTHERS_TAPS = {"star", "unstar"}
MOMENTS = [
    datetime(2025, 10, 20, 6, tzinfo=UTC),
    datetime(2025, 10, 25, 7, tzinfo=UTC),
    datetime(2025, 10, 26, 1, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
]


def link(parameter: str) -> str:
    return f"https://t.me/daleel_bot?start={parameter}"


PROGRAMME = feature(words=CATALOG.words, link=link)
COMMANDS = {command.name: command.handler for command in PROGRAMME.commands}
TAPS = {tap.name: tap.handler for tap in PROGRAMME.taps}


@cache
def loaded(folder: Path) -> Event:
    return load(folder)


def beginnings(event: Event) -> list[str]:
    """Taps that may be asked for by a link or an answer, without a way to them in the menus."""
    return [
        *(f"session:{id_}" for id_ in event.sessions),
        *(f"fact:{id_}" for id_ in event.facts),
        *(f"place:{id_}" for id_ in event.places),
        *(f"speaker:{id_}" for id_ in event.speakers),
        *(f"hall:{id_}" for id_ in event.halls),
        *(f"hall_pin:{id_}" for id_ in event.halls),
        *(f"pin:{id_}" for id_ in event.places),
        *(f"topic:{topic}" for topic in Topic),
        *(f"{tap}:gone" for tap in TAPS),
        *(f"{tap}:1:99999" for tap in TAPS),
    ]


async def walk(event: Event, texts: Texts, moment: datetime) -> int:
    """Give every command, then tap every button that any message has; each message is judged."""
    waiting = deque([*COMMANDS, *beginnings(event)])
    seen = set(waiting)
    judged = 0
    while waiting:
        name, _, argument = waiting.popleft().partition(":")
        handler = TAPS.get(name) or COMMANDS[name]
        reply = await handler(
            Asked(Attendee(1), texts, event, moment, argument, tapped=None if name in COMMANDS else 7)
        )
        messages = [message for message in (reply.shown, *reply.sent) if message]
        assert messages or reply.toast, f"{name}:{argument} is not answered"
        assert len(reply.toast or "") <= 200
        for message in messages:
            judge(message, texts)
            judged += 1
            for button in (button for row in message.keyboard for button in row):
                if button.data and button.data.partition(":")[0] not in OTHERS_TAPS and button.data not in seen:
                    assert button.data.partition(":")[0] in TAPS, button.data
                    seen.add(button.data)
                    waiting.append(button.data)
    return judged


@pytest.mark.parametrize("folder", [DEMO_EVENT, SAMPLE], ids=["demo", "sample"])
@pytest.mark.parametrize(("language", "digits"), VOICES)
async def test_every_message_of_an_event_is_fit_to_be_sent(folder: Path, language: str, digits: str | None) -> None:
    event = loaded(folder)
    texts = CATALOG.texts(language, event.zone, digits)
    assert await walk(event, texts, MOMENTS[1]) > len(event.sessions) + len(event.facts)
    for session in event.sessions.values():
        judge(session_card(event, texts, session, starred=True, link=link), texts)


async def judge_hostile(event: Event, moments: Sequence[datetime]) -> None:
    for language, digits in VOICES[:2]:
        texts = CATALOG.texts(language, ZoneInfo("Asia/Baghdad"), digits)
        for moment in moments:
            await walk(event, texts, moment)


def hostile(examples: int) -> settings:
    """Without shrinking: a hostile event takes minutes to shrink and is plain enough as it is."""
    return settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@hostile(4)
@given(event=events())
async def test_a_hostile_event_breaks_no_message(event: Event) -> None:
    await judge_hostile(event, MOMENTS[1:2])


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.slow
@hostile(60)
@given(event=events())
async def test_no_hostile_event_breaks_any_message(event: Event) -> None:
    await judge_hostile(event, MOMENTS)
