"""How the bot speaks to a person and what it keeps about them: changed, told, handed over, deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.chat.voices import Voices
from bot.feature import Feature
from bot.texts import Catalogs

Export = Callable[[int], Awaitable[Any]]
Forget = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Profile:
    """The use cases of a person's own settings and data.

    ``features``: all features of the bot, asked for when needed, since this is one of them. ``exports`` and ``forgets``
    are the parts below the features that keep something about a person (the outbox, the inbox). ``asks_others``:
    whether a provider outside may be asked which answer is meant.
    """

    attendees: Attendees
    catalogs: Catalogs
    voices: Voices
    features: Callable[[], Iterable[Feature]]
    exports: Mapping[str, Export]
    forgets: Iterable[Forget]
    asks_others: bool = False

    async def speak(self, attendee: Attendee, language: str) -> Attendee:
        """From now on in this language, with its own digits; a language that there is none of changes nothing."""
        if language not in self.catalogs.languages:
            return attendee
        return await self._change(attendee, language=language, digits=None)

    async def count(self, attendee: Attendee, digits: str) -> Attendee:
        """From now on with these digits."""
        return await self._change(attendee, digits=digits)

    async def hear(
        self, attendee: Attendee, *, messages: bool | None = None, reminders: bool | None = None
    ) -> Attendee:
        """Turn on or off what comes unasked for, or the reminders of stars; None leaves as it is."""
        changes = {} if messages is None else {"muted": not messages}
        return await self._change(attendee, **changes, **({} if reminders is None else {"reminders": reminders}))

    async def everything(self, attendee: Attendee) -> dict[str, Any]:
        """All that is kept about a person, by part."""
        kept: dict[str, Any] = {"attendee": asdict(attendee) | {"role": attendee.role.name.lower()}}
        for feature in self.features():
            if feature.export is not None:
                kept[feature.name] = await feature.export(attendee.id)
        for name, export in self.exports.items():
            kept[name] = await export(attendee.id)
        return kept

    async def forget(self, attendee: Attendee) -> None:
        """Delete all that is kept about a person. The person goes last: a kill in between leaves who must ask again."""
        for feature in self.features():
            if feature.forget is not None:
                await feature.forget(attendee.id)
        for forget in self.forgets:
            await forget(attendee.id)
        await self.attendees.forget(attendee.id)

    async def _change(self, attendee: Attendee, **changes: Any) -> Attendee:  # noqa: ANN401
        # Somebody else may have changed them since the question came in: an owner their role, Telegram their reach.
        changed = replace(self.attendees.get(attendee.id) or attendee, **changes)
        await self.attendees.save(changed)
        return changed
