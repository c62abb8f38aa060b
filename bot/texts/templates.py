"""A message with named placeholders, taken apart once."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

_FORMATTER = Formatter()


@dataclass(frozen=True, slots=True)
class Template:
    """Literal HTML and the name of the value that follows each piece of it."""

    source: str
    pieces: tuple[tuple[str, str | None], ...]

    @classmethod
    def parse(cls, source: str) -> Template:
        """Take a message apart; ValueError when a brace is open or a placeholder has no plain name."""
        pieces = []
        for literal, name, spec, conversion in _FORMATTER.parse(source):
            if name is not None and (not name.isidentifier() or spec or conversion):
                raise ValueError(f"{{{name}}} is not a plain named placeholder")
            pieces.append((literal, name))
        return cls(source, tuple(pieces))


def placeholders(source: str) -> frozenset[str]:
    """The names in braces; ValueError as in ``Template.parse``."""
    return frozenset(name for _, name in Template.parse(source).pieces if name is not None)
