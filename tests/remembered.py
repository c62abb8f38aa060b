"""What is immutable, or learned from what is, is made once for all stories of a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bot.answers.engine import Engine
from bot.answers.engines import Engines
from bot.event.lexicon import Lexicon, load_lexicon
from bot.event.load import load
from bot.event.model import Event
from bot.texts import Catalogs

Read = TypeVar("Read")


def by_content(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
    """Reads a folder once, and a copy of it not at all."""
    known: dict[tuple[tuple[str, bytes], ...], Read] = {}

    def reading(folder: Path) -> Read:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        content = tuple((str(path.relative_to(folder)), path.read_bytes()) for path in files)
        if content not in known:
            known[content] = read(folder)
        return known[content]

    return reading


class WhenAsked(Engines):
    """Learns an event when it is asked about it, not before: most stories of an edited programme ask nothing."""

    def prepare(self, event: Event) -> None:  # type: ignore[override]
        """There is time."""

    def of(self, event: Event) -> Engine:
        """Made now, if it was not yet."""
        return Engines.prepare(self, event)

    async def ready(self, event: Event) -> Engine:
        """The same."""
        return self.of(event)


read_event = by_content(load)
_engines: list[Engines] = []


def engines_for(lexicon: Lexicon) -> Engines:
    """The engines that have learned from this lexicon already, if there are any."""
    for engines in _engines:
        if engines.lexicon is lexicon:
            return engines
    _engines.append(WhenAsked(lexicon))
    return _engines[-1]


REMEMBERED: dict[str, Any] = {"load": read_event, "load_lexicon": by_content(load_lexicon), "Engines": engines_for}
"""What of bot.app is replaced so."""
read_catalogs = cache(Catalogs)
