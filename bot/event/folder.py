"""An event's folder → the trees of its files; strange and missing files are noted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.event.faults import Findings, Phrase, Spot, phrase
from bot.event.source import NEW, read_text
from bot.event.wording import nearest
from bot.event.yaml import Document, parse

# The kinds of entries that each file may hold.
KINDS: Mapping[str, tuple[str, ...]] = {
    "event.yaml": (),
    "programme.yaml": ("halls", "tracks", "sessions"),
    "speakers.yaml": ("speakers",),
    "places.yaml": ("places",),
}
MAX_FACT_FILES = 500
MAX_LETTERS = 40_000_000
"""In all files together."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files that could be read, by name, and the kinds of which one could not."""

    documents: Mapping[str, Document]
    unread: frozenset[str]


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of entries that a file may hold."""
    return KINDS.get(name, ("facts",))


def read_folder(folder: Path, findings: Findings) -> Folder:
    """Read every file of the event."""
    documents: dict[str, Document] = {}
    unread: set[str] = set()
    letters = 0
    names = _names(folder, findings)
    facts = _fact_names(folder / "facts", findings)
    if facts is None:
        unread.add("facts")
    for name in [*names, *(facts or ())]:
        if letters > MAX_LETTERS:
            unread.update(kinds_of(name))
            continue
        text = read_text(folder / name, name, findings)
        letters += len(text or "")
        if letters > MAX_LETTERS:
            findings.error(Spot(name), phrase("The files together are too large."), _remove())
            text = None
        noted = findings.count()
        document = None if text is None else parse(text, name, findings)
        if document is not None:
            documents[name] = document
        elif text is not None and findings.count() == noted:
            _note_empty(name, findings)
        else:
            unread.update(kinds_of(name))
    return Folder(documents, frozenset(unread))


def _names(folder: Path, findings: Findings) -> list[str]:
    """The files to read, in order; nothing if there is no such folder."""
    present = _listed(folder, ".", findings)
    if present is None:
        return []
    names = ["event.yaml", *(name for name in KINDS if name in present and name != "event.yaml")]
    for name in present:
        if name not in KINDS and name.lower().endswith((".yaml", ".yml")):
            near = nearest(name.lower().replace(".yml", ".yaml"), list(KINDS), likeness=75)
            _note_stranger(name, near[0] if near else None, findings)
    return names


def _listed(folder: Path, name: str, findings: Findings) -> list[str] | None:
    """The names in a folder, without hidden ones; None after noting why it cannot be looked into."""
    spot = Spot(name)
    try:
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        advice = phrase("Name the event's folder; “{command}” begins a new one.", command=NEW)
        findings.error(spot, phrase("There is no such folder."), advice)
    except NotADirectoryError:
        findings.error(spot, phrase("This is not a folder."), phrase("Name a folder, or make it one."))
    except OSError:
        findings.error(spot, phrase("This folder may not be read."), phrase("Give yourself permission."))
    return None


def _fact_names(facts: Path, findings: Findings) -> list[str] | None:
    """The files of facts; None if there may be some that cannot be seen."""
    if not os.path.lexists(facts):
        return []
    present = _listed(facts, "facts", findings)
    if present is None:
        return None
    for name in present:
        if name.lower().endswith(".yml"):
            _note_stranger(f"facts/{name}", f"facts/{name[:-4]}.yaml", findings)
    names = [f"facts/{name}" for name in present if name.endswith(".yaml")]
    if len(names) > MAX_FACT_FILES:
        findings.error(
            Spot("facts"),
            phrase("There are more than {limit} files here.", limit=MAX_FACT_FILES),
            phrase("Put more facts into each file."),
        )
    return names[:MAX_FACT_FILES]


def _note_stranger(name: str, instead: str | None, findings: Findings) -> None:
    what = phrase("This file is not read: it is none of the event's files.")
    if instead is None:
        findings.warning(
            Spot(name),
            what,
            phrase("Facts go into the folder “{name}”; delete or move what is not needed.", name="facts"),
        )
    else:
        findings.warning(Spot(name), what, phrase("Did you mean “{words}”?", words=instead))


def _remove() -> Phrase:
    return phrase("Remove what does not belong to the event.")


def _note_empty(name: str, findings: Findings) -> None:
    spot, what = Spot(name), phrase("This file is empty.")
    if name == "event.yaml":
        findings.error(spot, what, phrase("Fill it; “{command}” writes a complete set to begin with.", command=NEW))
    else:
        findings.warning(spot, what, phrase("Fill it, or delete it."))
