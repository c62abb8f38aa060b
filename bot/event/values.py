"""What the schema read → the values of the model."""

from __future__ import annotations

from collections.abc import Mapping

from bot.event.fields import ANY_LANGUAGE
from bot.texts.localized import Localized


def text(by_language: Mapping[str, str] | None) -> Localized:
    """A text that a complete entry has."""
    return Localized(by_language or {})


def text_or_none(by_language: Mapping[str, str] | None) -> Localized | None:
    """A text that an entry may have."""
    return Localized(by_language) if by_language else None


def source(written: Mapping[str, str] | None) -> Localized | str | None:
    """Where something stands: a text by language, or one for all of them."""
    if written is None:
        return None
    return written.get(ANY_LANGUAGE) or Localized(written)


def phrasings(also: Mapping[str, list[str]] | None) -> Mapping[str, tuple[str, ...]]:
    """Other names and phrasings by language."""
    return {language: tuple(dict.fromkeys(lines)) for language, lines in (also or {}).items()}
