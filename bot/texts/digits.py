"""Numerals: Western digits and separators to a reader's own, and back."""

from __future__ import annotations

import re

_SYSTEMS = {"arab": "".join(map(chr, range(0x660, 0x66A))), "arabext": "".join(map(chr, range(0x6F0, 0x6FA)))}
NUMBERING_SYSTEMS = ("latn", *_SYSTEMS)
"""The CLDR numbering systems that a reader can choose from."""

_WESTERN = "0123456789"
_TO = {name: str.maketrans(_WESTERN, digits) for name, digits in _SYSTEMS.items()}
_FROM = str.maketrans("".join(_SYSTEMS.values()), _WESTERN * len(_SYSTEMS))
_SEPARATORS = str.maketrans({",": "\u066c", ".": "\u066b"})
_EASTERN_SEPARATOR = re.compile("(?<=[0-9])[\u066b\u066c](?=[0-9])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+")
_SIGNS = {"\u066b": ".", "\u066c": ","}


def western(text: str) -> str:
    """All digits as 0–9, with the separators that go with them."""
    if text.isascii():
        return text
    text = text.translate(_FROM)
    text = _EASTERN_SEPARATOR.sub(lambda sign: _SIGNS[sign.group()], text)
    return text.replace("\u066a", "%")


def in_system(text: str, system: str) -> str:
    """Digits 0–9 as those of a CLDR numbering system; nothing else is changed."""
    table = _TO.get(system)
    return text if table is None else text.translate(table)


def number_in_system(number: str, system: str) -> str:
    """One number such as 75,000 or 12.5 or 50%, with its separators as CLDR gives them for the numbering system."""
    if system not in _TO:
        return number
    if _GROUPED.fullmatch(number.removesuffix("%")):
        number = number.translate(_SEPARATORS)
    return in_system(number.replace("%", "\u066a"), system)
