"""Change notices: the edited programme is told to those whom it affects, after a moment in which it can be stopped."""

from __future__ import annotations

from bot.attendees.model import Role
from bot.chat.context import Tap
from bot.event.watch import Watch
from bot.feature import Feature
from bot.notices.chat import NoticesChat
from bot.notices.flow import CHANGE, FAULTS, NOTICE, Notices


def feature(*, notices: Notices, watch: Watch, seconds: float) -> Feature:
    """The feature; ``watch`` looks at the event's files every so many ``seconds``, never if that is 0."""
    chat = NoticesChat(notices)
    watch.tell = notices.reread

    async def work() -> None:
        await watch.run(seconds)

    return Feature(
        name="notices",
        taps=(
            Tap("notice_send", chat.send, Role.ORGANIZER),
            Tap("notice_drop", chat.drop, Role.ORGANIZER),
        ),
        renderers={CHANGE: chat.deliver, NOTICE: chat.deliver_notice, FAULTS: chat.deliver_faults},
        moments=notices.moments,
        work=work if seconds else None,
    )
