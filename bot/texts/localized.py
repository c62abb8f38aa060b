"""A visible value in any number of languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in several languages, the first being the event's own; never empty."""

    by_language: Mapping[str, str] = field(hash=False)

    def in_language(self, language: str) -> str | None:
        """The text in exactly this language, or None."""
        return self.by_language.get(language)

    def pick(self, language: str) -> tuple[str, str]:
        """The text in ``language``, else in the first language there is; with the language it is in."""
        text = self.by_language.get(language)
        if text is not None:
            return text, language
        other, fallback = next(iter(self.by_language.items()))
        return fallback, other

    def every(self) -> tuple[str, ...]:
        """The texts in all languages."""
        return tuple(self.by_language.values())
