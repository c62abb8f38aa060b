"""What the parts are made of, and all features joined from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import agenda, answers, broadcasts, notices, organizers, profile, programme
from bot.agenda.flow import Agenda
from bot.agenda.missed import Missed
from bot.agenda.store import Choices, Marks, Stars
from bot.answers.engines import Engines
from bot.attendees.store import Attendees
from bot.broadcasts.flow import Broadcasting
from bot.broadcasts.store import Broadcasts
from bot.chat.application import Account
from bot.chat.voices import Voices
from bot.clock import Clock
from bot.event.current import CurrentEvent
from bot.event.watch import Watch
from bot.feature import Feature
from bot.notices.flow import Notices, Readers
from bot.notices.store import NoticeStore
from bot.organizers.flow import Staff
from bot.outbox.store import Outbox
from bot.outbox.turns import SHARE
from bot.profile.flow import Profile
from bot.semantic.reranker import Reranker
from bot.semantic.understanding import Understanding
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.lease import Lease
from bot.texts import Catalogs


@dataclass(frozen=True, slots=True)
class House:
    """What the parts are made of: each feature takes from it what it needs."""

    settings: Settings
    clock: Clock
    account: Account
    lease: Lease
    database: Database
    event: CurrentEvent
    catalogs: Catalogs
    voices: Voices
    attendees: Attendees
    outbox: Outbox
    inbox: Inbox
    staff: Staff
    stars: Stars
    choices: Choices
    engines: Engines
    watch: Watch
    understanding: Understanding | None
    reranker: Reranker | None


def joined(house: House) -> tuple[Feature, ...]:
    """Every capability of the bot: adding one is adding a line."""
    features: list[Feature] = []
    broadcasting = Broadcasting(
        house.database,
        Broadcasts(house.database),
        house.outbox,
        house.attendees,
        house.event,
        house.staff.record,
        payable=house.settings.paid_broadcasts,
    )
    pace = house.settings.rate_total * SHARE
    starred = Agenda(house.database, house.stars, house.choices, house.outbox, house.event, pace)
    missed = Missed(starred, Marks(house.database), house.attendees, house.clock.now)
    changed = _notices(house, starred)
    house.clock.on_step(changed.stepped)
    own = Profile(
        house.attendees,
        house.catalogs,
        house.voices,
        features=lambda: features,
        exports={"inbox": house.inbox.export, "outbox": house.outbox.export},
        forgets=(house.inbox.forget, house.outbox.forget),
        asks_others=house.reranker is not None,
    )
    features += (
        programme.feature(words=house.catalogs.words, link=house.account.link, starred=house.stars.has),
        agenda.feature(agenda=starred, missed=missed, clock=house.clock, link=house.account.link),
        notices.feature(notices=changed, watch=house.watch, seconds=house.settings.watch),
        profile.feature(own),
        broadcasts.feature(flow=broadcasting, voices=house.voices, clock=house.clock),
        organizers.feature(staff=house.staff, clock=house.clock, link=house.account.link),
        _answers(house),
    )
    return tuple(features)


def _answers(house: House) -> Feature:
    understanding, reranker = house.understanding, house.reranker
    return answers.feature(
        engine=house.engines.ready,
        voice=lambda language, event, attendee: house.voices.in_language(language, event, attendee.digits),
        link=house.account.link,
        starred=house.stars.has,
        vector=understanding.vector if understanding else None,
        choose=reranker.choose if reranker else None,
        work=partial(_understand, house, understanding) if understanding else None,
    )


async def _understand(house: House, understanding: Understanding) -> None:
    await house.engines.ready(house.event.event)
    await understanding.work()


def _notices(house: House, starred: Agenda) -> Notices:
    def held(attendee: int, moment: datetime, deadline: datetime) -> datetime:
        return house.choices.of(attendee).held(moment, deadline, house.event.event.zone)

    return Notices(
        house.database,
        NoticeStore(house.database),
        house.outbox,
        house.attendees,
        house.event,
        Readers(house.stars.people, house.stars.of, starred.of, held),
        house.clock.now,
    )
