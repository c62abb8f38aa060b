"""The words people use, as data: concepts with their Arabic, dialect, Arabizi and English words, read from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.installation import DEMO_EVENT

BUILT_IN: Path = DEMO_EVENT / "lexicon"
SECTIONS = ("concepts", "topics", "asking", "small", "time", "types", "off_topic", "social", "intents")
ELSEWHERE = "other"
"""Names of intents that people have and no conference answers begin so."""
_SEPARATOR = re.compile(r"\s*[,،;؛\n]\s*")


class LexiconFault(Exception):  # noqa: N818 - the file is at fault
    """A lexicon file that cannot be used; the text says which, where and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept's words. ``verbs``: Arabic verb stems, which the engine conjugates; ``near``: kinship from 0 to 1."""

    ar: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    arabizi: tuple[str, ...] = ()
    near: Mapping[str, float] = field(default_factory=dict)

    def joined(self, other: Entry) -> Entry:
        """The entry with the words of another one added."""
        return Entry(
            ar=self.ar + other.ar,
            verbs=self.verbs + other.verbs,
            en=self.en + other.en,
            arabizi=self.arabizi + other.arabizi,
            near={**self.near, **other.near},
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by section and name."""

    sections: Mapping[str, Mapping[str, Entry]]

    def of(self, section: str) -> Mapping[str, Entry]:
        """The entries of one section by name; none when the section is not there."""
        return self.sections.get(section, {})


def load_lexicon(event_folder: Path | None = None) -> Lexicon:
    """The built-in lexicon with the words of ``event_folder``/lexicon added. Raises LexiconFault for a bad file."""
    folders = [BUILT_IN]
    if event_folder is not None and (event_folder / "lexicon").resolve() != BUILT_IN.resolve():
        folders.append(event_folder / "lexicon")
    sections: dict[str, dict[str, Entry]] = {section: {} for section in SECTIONS}
    for folder in folders:
        for file in sorted(folder.glob("*.yaml")):
            _add(sections, file)
    return Lexicon(sections)


def _add(sections: dict[str, dict[str, Entry]], file: Path) -> None:
    import yaml  # noqa: PLC0415  a start with an engine made before reads no lexicon

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (a safe loader, in C)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LexiconFault(f"{file}: is not readable YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content or {}, Mapping):
        raise LexiconFault(f"{file}: must be a mapping of sections ({', '.join(SECTIONS)})")
    for section, entries in (content or {}).items():
        if section not in SECTIONS or not isinstance(entries, Mapping):
            raise LexiconFault(
                f"{file}: {section!r} is not one of the sections {', '.join(SECTIONS)}, or not a mapping"
            )
        for name, raw in entries.items():
            entry = _entry(raw, f"{file}: {section}: {name}")
            known = sections[section].get(str(name))
            sections[section][str(name)] = known.joined(entry) if known else entry


def _entry(raw: object, where: str) -> Entry:
    if not isinstance(raw, Mapping) or not set(raw) <= {"ar", "verbs", "en", "arabizi", "near"}:
        raise LexiconFault(f"{where}: must be a mapping with ar, verbs, en, arabizi, near")
    near = raw.get("near") or {}
    if not isinstance(near, Mapping) or not all(isinstance(value, int | float) for value in near.values()):
        raise LexiconFault(f"{where}: near must map names to numbers from 0 to 1")
    return Entry(
        ar=_words(raw.get("ar"), where),
        verbs=_words(raw.get("verbs"), where),
        en=_words(raw.get("en"), where),
        arabizi=_words(raw.get("arabizi"), where),
        near={str(name): float(value) for name, value in near.items()},
    )


def _words(raw: object, where: str) -> tuple[str, ...]:
    if raw is None:
        return ()
    listed: Iterable[object] = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(item, str | int) for item in listed):
        raise LexiconFault(f"{where}: words are texts, separated by commas")
    return tuple(word.strip() for item in listed for word in _SEPARATOR.split(str(item)) if word.strip())
