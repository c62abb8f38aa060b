"""Text → a tree of texts, lists and mappings that knows the line and column of everything in it.

YAML's guesses are not used: a scalar stays the text that was written (only an empty one, ``~`` and ``null`` are
nothing), and whoever reads it knows what it should be. So 9:30 is no number of seconds, and ``no`` no falsehood.
Anchors, aliases and tags are refused: nobody needs them here, but texts that begin with their signs are common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NoReturn

import yaml

from bot.event.faults import Findings, Phrase, Spot, phrase
from bot.event.syntax import explain

MAX_DEPTH = 24
MAX_NODES = 200_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TAB = re.compile(r"^ *\t", re.MULTILINE)

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Path = Sequence[str | int]


@dataclass(slots=True)
class Node:
    """A value with its place; ``items`` of a list, ``pairs`` (key → place of the key, value) of a mapping.

    ``blank``: nothing is written there, not even that there is nothing (``null``).
    """

    line: int
    column: int
    text: str | None = None
    items: list[Node] | None = None
    pairs: dict[str, tuple[Spot, Node]] | None = None
    blank: bool = False

    def plain(self) -> Plain:
        """The bare value, without places."""
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.pairs is not None:
            return {key: value.plain() for key, (_, value) in self.pairs.items()}
        return self.text


@dataclass(frozen=True, slots=True)
class Document:
    """One file's tree."""

    file: str
    root: Node
    data: Plain

    def value(self, path: Path) -> Plain:
        """The bare value at ``path``; None when there is none."""
        value = self.data
        for step in path:
            if isinstance(step, str) and isinstance(value, dict):
                value = value.get(step)
            elif isinstance(step, int) and isinstance(value, list) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def keys_at_top(self) -> tuple[str, ...]:
        """The keys at the top of the file, in order."""
        return tuple(self.data) if isinstance(self.data, dict) else ()

    def is_blank(self, key: str) -> bool:
        """Whether a key stands at the top of the file with nothing after it."""
        pairs = self.root.pairs or {}
        return key in pairs and pairs[key][1].blank

    def only(self, keys: Sequence[str]) -> Document:
        """The same file, as if these were the only keys at its top."""
        return replace(self, data={key: self.value([key]) for key in self.keys_at_top() if key in keys})

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """Where the value (or its key) at ``path`` stands; of what is not there, where its nearest container stands."""
        node, spot = self.root, Spot(self.file, self.root.line, self.root.column)
        for step in path:
            if isinstance(step, str) and node.pairs is not None and step in node.pairs:
                key_spot, node = node.pairs[step]
                spot = key_spot if key else Spot(self.file, node.line, node.column)
            elif isinstance(step, int) and node.items is not None and step < len(node.items):
                node = node.items[step]
                spot = Spot(self.file, node.line, node.column)
            else:
                break
        return spot


class _RefusedError(Exception):
    """The file cannot be read further; the fault is already noted."""


def parse(text: str, file: str, findings: Findings) -> Document | None:
    """The tree of a file's text; None after noting why there is none, or that the file is empty."""
    try:
        root = _Builder(file, findings).build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError:
        return None
    except yaml.YAMLError as error:
        tabs = list(islice(_TAB.finditer(text), 20))
        for tab in tabs:
            findings.error(
                Spot(file, text.count("\n", 0, tab.start()) + 1, tab.end() - tab.start()),
                phrase("This line begins with a tab."),
                phrase("Use spaces: two for each step to the right."),
            )
        if not tabs:
            explain(error, text, file, findings)
        return None
    return None if root is None else Document(file, root, root.plain())


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet, and the key that waits for its value."""

    node: Node
    key: str | None = None
    key_spot: Spot | None = None


@dataclass(slots=True)
class _Builder:
    """Builds the tree from the parser's events without recursion, so that no nesting can exhaust the stack."""

    file: str
    findings: Findings
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    nodes: int = 0
    documents: int = 0

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._refuse(
                    event,
                    phrase("A text may not begin with “{sign}” here.", sign="*"),
                    phrase("Put the text in quotation marks."),
                )
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._refuse(
                        event,
                        phrase("A second document begins here (a line of three hyphens)."),
                        phrase("Delete this line."),
                    )
        if self.root is not None and self.root.text is None and not self.root.items and not self.root.pairs:
            return None
        return self.root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._look_at_signs(event)
        spot = self._spot(event)
        text: str = event.value
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.node.pairs is not None and parent.key is None:
            parent.key, parent.key_spot = text, spot
            return
        plain = event.implicit[0]
        value = None if plain and text in _NOTHING else text
        self._add(Node(spot.line, spot.column, value, blank=plain and not text))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._look_at_signs(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.node.pairs is not None and parent.key is None:
            self._refuse(
                event,
                phrase("A list or a group of keys stands where a single word is expected."),
                phrase("Put a text that begins with a bracket in quotation marks."),
            )
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(event, phrase("This is nested too deeply."), phrase("Remove the needless brackets or steps."))
        spot = self._spot(event)
        node = Node(spot.line, spot.column)
        if isinstance(event, yaml.MappingStartEvent):
            node.pairs = {}
        else:
            node.items = []
        self._add(node)
        self.stack.append(_Open(node))

    def _add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.findings.error(
                Spot(self.file, node.line, node.column),
                phrase("This file has more entries than any event needs."),
                phrase("Remove what does not belong to the event."),
            )
            raise _RefusedError
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.node.items is not None:
            parent.node.items.append(node)
        elif parent.node.pairs is not None and parent.key is not None and parent.key_spot is not None:
            self._pair(parent.node.pairs, parent.key, parent.key_spot, node)
            parent.key = None

    def _pair(self, pairs: dict[str, tuple[Spot, Node]], key: str, spot: Spot, node: Node) -> None:
        if key in pairs:
            self.findings.error(
                spot,
                phrase("“{key}” is written twice here, first in line {line}.", key=key, line=pairs[key][0].line),
                phrase("Keep one of the two."),
            )
            return
        pairs[key] = (spot, node)

    def _look_at_signs(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        sign = "&" if event.anchor else "!" if event.tag else None
        if sign:
            self._refuse(
                event,
                phrase("A text may not begin with “{sign}” here.", sign=sign),
                phrase("Put the text in quotation marks."),
            )

    def _refuse(self, event: yaml.Event, what: Phrase, advice: Phrase) -> NoReturn:
        self.findings.error(self._spot(event), what, advice)
        raise _RefusedError

    def _spot(self, event: yaml.Event) -> Spot:
        mark = event.start_mark
        return Spot(self.file) if mark is None else Spot(self.file, mark.line + 1, mark.column + 1)
