"""Which handler answers what: the features' parts in dicts, so that a handler is looked up and never searched for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.chat.context import Command, DeepLink, Dialogue, Handler, InlineHandler, Tap

_TATWEEL = "\N{ARABIC TATWEEL}"
_SAME = str.maketrans(
    {
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    }
)
"""Letters that many keyboards and hands do not keep apart."""


class Parts(Protocol):
    """What a feature hands over for the chat (bot/feature.py has more)."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def commands(self) -> tuple[Command, ...]: ...  # noqa: D102
    @property
    def taps(self) -> tuple[Tap, ...]: ...  # noqa: D102
    @property
    def dialogues(self) -> tuple[Dialogue, ...]: ...  # noqa: D102
    @property
    def deep_links(self) -> tuple[DeepLink, ...]: ...  # noqa: D102
    @property
    def typed(self) -> Handler | None: ...  # noqa: D102
    @property
    def inline(self) -> InlineHandler | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Routes:
    """All handlers of a running bot."""

    commands: Mapping[str, Command]
    words: Mapping[str, Command]
    taps: Mapping[str, Tap]
    deep_links: Mapping[str, DeepLink]
    dialogues: tuple[Dialogue, ...]
    typed: Handler | None
    inline: InlineHandler | None = None

    @classmethod
    def of(cls, features: Iterable[Parts], words_of: Callable[[str], Iterable[str]]) -> Routes:
        """The routes of all features; ``words_of`` gives a typed word with its translations.

        Raises ``ValueError`` when two features answer the same thing.
        """
        commands: dict[str, Command] = {}
        words: dict[str, Command] = {}
        taps: dict[str, Tap] = {}
        deep_links: dict[str, DeepLink] = {}
        dialogues: dict[str, Dialogue] = {}
        typed: dict[str, Handler] = {}
        inline: dict[str, InlineHandler] = {}
        for feature in features:
            for command in feature.commands:
                add(commands, command.name, command, f"/{command.name}")
                spoken = (spelled for word in command.words for spelled in words_of(word))
                for word in dict.fromkeys(plain(word) for word in spoken):
                    add(words, word, command, f"the word {word!r}")
            for tap in feature.taps:
                add(taps, tap.name, tap, f"the button {tap.name!r}")
            for link in feature.deep_links:
                add(deep_links, link.name, link, f"start={link.name}")
            for dialogue in feature.dialogues:
                add(dialogues, dialogue.name, dialogue, f"the dialogue {dialogue.name!r}")
            if feature.typed is not None:
                add(typed, "typed", feature.typed, "typed text")
            if feature.inline is not None:
                add(inline, "inline", feature.inline, "an inline query")
        waiting = tuple(dialogues.values())
        return cls(commands, words, taps, deep_links, waiting, typed.get("typed"), inline.get("inline"))


Part = TypeVar("Part")


def add(parts: dict[str, Part], key: str, part: Part, what: str) -> None:
    """Put ``part`` into ``parts``, or raise ``ValueError``: two parts for one thing are a mistake of ours."""
    if key in parts:
        raise ValueError(f"{what} is answered twice")
    parts[key] = part


def plain(word: str) -> str:
    """A typed word without what does not matter: case, accents and vowel marks, emoji, punctuation, spaces around."""
    letters = unicodedata.normalize("NFKD", word.casefold()).replace(_TATWEEL, "").translate(_SAME)
    kept = (one if one.isalnum() else " " for one in letters if unicodedata.category(one) not in {"Mn", "Cf"})
    return " ".join("".join(kept).split())
