"""Spelling made equal: letters, digits, marks and scripts; and the split of a text into tokens."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_CHARACTERS = 600
MAX_TOKENS = 80

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳٵ", "ا"),
        **dict.fromkeys("ىیېۍےئ", "ي"),
        **dict.fromkeys("ةۀہھە", "ه"),
        **dict.fromkeys("ؤۆۇۋ", "و"),
        **dict.fromkeys("کڪگڭ", "ك"),
        "چ": "ج",
        "پ": "ب",
        "ڤ": "ف",
        "ژ": "ز",
        "ڵ": "ل",
        "ڕ": "ر",
        "ء": "",
        "ـ": "",
        "’": "'",
        "‘": "'",
        "`": "'",
        "ʼ": "'",
    },
)
ENDINGS = "اهي"
"""Letters that are written for one another at the end of a word."""
CONFUSED: tuple[str, ...] = (
    *("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق"),  # a dot more or less
    *("صسث", "ضظ", "طت", "ذزظ", "قكغج", "هح", "اهي", "اع"),  # the same sound to many
)
_RUNS = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(
    r"(?P<clock>\d{1,2}\s?:\s?\d{2})"
    r"|(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)"
    r"|(?P<hour>\d{1,2}(?=(?:am|pm|a\.m|p\.m|th|st|nd|rd|h)\b))"
    r"|(?P<latin>[a-z](?:[a-z]|['235-9](?=[a-z'235-9]|\b))*|[235-9](?!(?:min|hour|day|year|week|usd|iqd|km|kg|gb|mb|dollar|am|pm)s?\b)(?=[a-z]{2})[a-z235-9']+)"
    r"|(?P<number>\d+(?:,\d{3})*)"
    r"|(?P<arabic>[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]+)"
    r"|(?P<other>[^\W\d_]+)"
    r"|(?P<stop>[?؟!.\n;؛،,])",
)

_NUMBERED = re.compile(r"(day|hall|room|session|track|building|gate|floor|level|workshop|yom|yoom|qa3a)(\d)")


@dataclass(frozen=True, slots=True)
class Token:
    """A normalised word. ``script``: arabic, latin, number, clock, date or other; ``stop``: the mark that ends it."""

    text: str
    script: str
    stop: str = ""


def normalise(text: str) -> str:
    """The text with equal letters for equal sounds: no marks, one form of each letter, ASCII digits, lower case."""
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).casefold().translate(_FOLDED)
    return _RUNS.sub(r"\1", unicodedata.normalize("NFKD", plain).translate(_KEPT).translate(_FOLDED))


class _Kept(dict[int, str]):
    """What is left of each letter: nothing of marks, the ASCII digit of a digit. Looked up once for usual scripts."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        kept = str(unicodedata.digit(letter)) if category == "Nd" else "" if category in _MARKS else letter
        if code < _USUAL:
            self[code] = kept
        return kept


_MARKS = frozenset({"Mn", "Cf", "Me"})
_USUAL = 0x800
"""Up to here lie Latin, Greek, Cyrillic and Arabic letters; whatever people send, no more is remembered."""
_KEPT = _Kept()


def alike(one: str, other: str) -> bool:
    """Whether two words of one length differ only in letters that are taken for one another."""
    return all(a == b or any(a in group and b in group for group in CONFUSED) for a, b in zip(one, other, strict=True))


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, at most MAX_TOKENS; punctuation only marks the token before it."""
    found: list[Token] = []
    for match in _TOKEN.finditer(normalise(text)):
        script = match.lastgroup or "other"
        value = match.group()
        if script == "stop":
            if found and not found[-1].stop:
                found[-1] = Token(found[-1].text, found[-1].script, "," if value in "،,؛;" else value)
            continue
        found.extend(_split(value, script))
        if len(found) >= MAX_TOKENS:
            break
    return tuple(found[:MAX_TOKENS])


def _split(value: str, script: str) -> list[Token]:
    if script in {"clock", "date"}:
        return [Token(value.replace(" ", ""), script)]
    if script in {"hour", "number"}:
        return [Token(value.replace(",", "").lstrip("0") or "0", "number")]
    if script == "latin":
        return _latin(value)
    return [Token(value, script)]


def _latin(value: str) -> list[Token]:
    word = value.strip("'")
    numbered = _NUMBERED.fullmatch(word)
    if numbered:
        return [Token(numbered.group(1), "latin"), Token(numbered.group(2), "number")]
    word = word.removesuffix("'s")
    plain = word.replace("'", "")
    return [Token(plain, "latin")] if plain else []
