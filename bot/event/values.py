"""What the schema read → the values of the model."""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts.localized import Localized


def text(by_language: Mapping[str, str] | None) -> Localized:
    """A text that a complete entry has."""
    return Localized(by_language or {})


def text_or_none(by_language: Mapping[str, str] | None) -> Localized | None:
    """A text that an entry may have."""
    return Localized(by_language) if by_language else None


def phrasings(also: Mapping[str, list[str]] | None) -> Mapping[str, tuple[str, ...]]:
    """Other names and phrasings by language."""
    return {language: tuple(dict.fromkeys(lines)) for language, lines in (also or {}).items()}
