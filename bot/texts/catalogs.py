"""The gettext catalogs of an installation, read straight from their .po files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog as PoCatalog
from babel.messages.pofile import PoFileError, read_po

from bot.texts.bidi import clean
from bot.texts.calendar import Calendar
from bot.texts.digits import NUMBERING_SYSTEMS
from bot.texts.templates import Template, placeholders
from bot.texts.texts import Texts

SOURCE_LANGUAGE = "en"
_SOURCE_LOCALE = "en_GB"
"""Day before month and a clock of 24 hours, as international conferences print them."""
_WORDS_CONTEXT = "typed words"
_BETWEEN_WORDS = re.compile("[,\u060c]")

Key = tuple[str | None, str]


class CatalogFaults(ValueError):  # noqa: N818 - it carries every fault, not one error
    """A catalog cannot be used; ``faults`` says each reason as ``file:line: what is wrong``."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's messages; English has none and speaks the msgids."""

    language: str
    locale: Locale
    plural: Callable[[int], int]
    messages: Mapping[Key, tuple[Template, ...]] = field(default_factory=dict, repr=False)


class Catalogs:
    """All languages that a folder of catalogs has; English is the source and is always there."""

    def __init__(self, folder: Path) -> None:
        english = Catalog(SOURCE_LANGUAGE, Locale.parse(_SOURCE_LOCALE), lambda count: int(count != 1))
        self._catalogs = {SOURCE_LANGUAGE: english}
        for path in sorted(folder.glob("*/LC_MESSAGES/bot.po")):
            language = path.parent.parent.name
            self._catalogs[language] = _read(path, language)
        self._spoken: dict[tuple[str, str, str], Texts] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be spoken, English first."""
        return tuple(self._catalogs)

    def texts(self, language: str, zone: ZoneInfo, digits: str | None = None) -> Texts:
        """The voice in ``language`` for an event in ``zone``; a language without a catalog is spoken to in English.

        ``digits``: a CLDR numbering system ("arab", "latn"); None: the language's own.
        """
        catalog = self._catalogs.get(language) or self._catalogs[SOURCE_LANGUAGE]
        system = digits if digits in NUMBERING_SYSTEMS else catalog.locale.default_numbering_system
        key = (catalog.language, zone.key, system)
        texts = self._spoken.get(key)
        if texts is None:
            texts = self._spoken[key] = Texts(catalog.language, zone, system, catalog, Calendar(catalog.locale, system))
        return texts

    def words(self, english: str) -> tuple[str, ...]:
        """Words that people type for a thing, in all languages: ``english`` and its translations, divided by commas."""
        lists = [english]
        for catalog in self._catalogs.values():
            found = catalog.messages.get((_WORDS_CONTEXT, english))
            if found is not None:
                lists.append(found[0].source)
        words = (word.strip() for text in lists for word in _BETWEEN_WORDS.split(text))
        return tuple(dict.fromkeys(word for word in words if word))

    def own_name(self, language: str) -> str:
        """What a language calls itself, as plain text."""
        catalog = self._catalogs.get(language)
        return clean(str(catalog.locale.languages.get(language, language))) if catalog else language


def _read(path: Path, language: str) -> Catalog:
    po = _parse(path)
    faults = tuple(_faults(po, path))
    if faults:
        raise CatalogFaults(faults)
    locale = _locale(po, path, language)
    messages = {
        (message.context, _singular(message.id)): tuple(Template.parse(text) for text in _strings(message.string))
        for message in po
        if message.id and all(_strings(message.string)) and not message.fuzzy
    }
    return Catalog(language, locale, c2py(po.plural_expr), messages)


@cache
def _bundled_locale(identifier: str) -> Locale:
    return Locale.parse(identifier)


def _parse(path: Path) -> PoCatalog:
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except PoFileError as fault:
        what = str(fault).removesuffix(f" on {fault.lineno}")
        raise CatalogFaults((f"{path}:{fault.lineno + 1}: {what}",)) from fault
    except (OSError, ValueError, LookupError) as fault:
        raise CatalogFaults((f"{path}: cannot be read: {fault}",)) from fault


def _locale(po: PoCatalog, path: Path, language: str) -> Locale:
    identifier = dict(po.mime_headers).get("Language") or language
    try:
        return _bundled_locale(identifier.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as fault:
        raise CatalogFaults((f"{path}: CLDR does not know the language {identifier!r} of its header",)) from fault


def _faults(po: PoCatalog, path: Path) -> list[str]:
    """What would fail later, in front of a reader."""
    faults = []
    for message in po:
        where = f"{path}:{message.lineno}"
        if not message.id or message.fuzzy:
            continue
        strings = [text for text in _strings(message.string) if text]
        if message.pluralizable and strings and len(strings) != po.num_plurals:
            faults.append(f"{where}: {len(strings)} plural forms, but its header promises {po.num_plurals}")
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        for text in (*ids, *strings):
            try:
                known = placeholders(text) <= placeholders(ids[-1])
            except ValueError as fault:
                faults.append(f"{where}: {fault} in {text!r}")
            else:
                if not known:
                    faults.append(f"{where}: {text!r} has a placeholder that {ids[-1]!r} has not")
    return faults


def _singular(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _strings(msgstr: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (msgstr or "",) if msgstr is None or isinstance(msgstr, str) else tuple(msgstr)
