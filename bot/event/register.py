"""Which ids there are, where each stands, and which references lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.event.entries import Placed
from bot.event.faults import Findings, phrase
from bot.event.wording import did_you_mean

Kind = str
"""The key of the list that an entry stands in: halls, tracks, sessions, speakers, places, facts."""


@dataclass(slots=True)
class Register:
    """All entries by kind and id."""

    findings: Findings
    entries: dict[Kind, dict[str, Placed[Any]]] = field(default_factory=dict)
    _all: dict[Kind, list[Placed[Any]]] = field(default_factory=dict)
    unread: set[Kind] = field(default_factory=set)
    """Kinds of which a file could not be read: a reference to one of them may well be right."""

    def enter(self, kind: Kind, placed: Placed[Any]) -> None:
        """Enter an entry by its id, or note that the id is taken."""
        id_ = placed.entry.id
        self._all.setdefault(kind, []).append(placed)
        if id_ is None:
            return
        known = self.entries.setdefault(kind, {})
        if id_ in known:
            first = known[id_]
            self.findings.error(
                placed.document.spot([*placed.path, "id"]),
                phrase(
                    "The id “{id}” is taken already, at {where}.",
                    id=id_,
                    where=str(first.document.spot([*first.path, "id"])),
                ),
                phrase("Give each its own id."),
            )
            return
        known[id_] = placed

    def complete(self, kind: Kind) -> Iterable[tuple[str, Placed[Any]]]:
        """The entries of a kind with which nothing is wrong, by id, in the order of the files."""
        return [(id_, placed) for id_, placed in self.entries.get(kind, {}).items() if placed.complete]

    def every(self, kind: Kind) -> Iterable[Placed[Any]]:
        """All entries of a kind, in the order of the files; those without an id or with one that is taken as well."""
        return self._all.get(kind, ())

    def look_up(self, kind: Kind, placed: Placed[Any], key: str) -> None:
        """Note the ids under ``key`` (one or a list) that no entry of ``kind`` has."""
        value = getattr(placed.entry, key)
        if value is None or kind in self.unread:
            return
        known = self.entries.get(kind, {})
        path = [*placed.path, key]
        ids = [(path, value)] if isinstance(value, str) else [([*path, n], each) for n, each in enumerate(value)]
        for place, id_ in ids:
            if id_ not in known and not self.findings.enough(placed.document.file):
                self.findings.error(
                    placed.document.spot(place),
                    phrase("There is no “{id}” among the {kind}.", id=id_, kind=kind),
                    did_you_mean(id_, list(known)),
                )
