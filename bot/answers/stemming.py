"""Light stemming: which shorter words an inflected Arabic or English word may stand for, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

_ARTICLES = ("وبال", "ولل", "وال", "بهال", "بال", "فال", "كال", "هال", "عال", "شال", "مال", "دال", "لل", "ال")
_CLITICS = ("و", "ف", "ب", "ل", "ك", "ه", "ع", "ش", "د", "ا", "م")
# A suffix and what stood there before it: شهادتي → شهاده.
_NOUN_ENDINGS = (
    ("تي", "ه"), ("تك", "ه"), ("ته", "ه"), ("تها", "ه"), ("تنا", "ه"), ("تكم", "ه"), ("تهم", "ه"), ("تنه", "ه"),
    ("اتكم", "ه"), ("اتي", "ه"), ("اتنا", "ه"), ("اتهم", "ه"), ("اتها", "ه"), ("ات", "ه"), ("ات", ""), ("ت", "ه"),
    ("تين", "ه"), ("تان", "ه"),
    ("ها", ""), ("هم", ""), ("هن", ""), ("كم", ""), ("كن", ""), ("نا", ""), ("نه", ""), ("ين", ""), ("ون", ""),
    ("ان", ""),
    ("يه", ""), ("يات", ""), ("ي", ""), ("ك", ""), ("ه", ""), ("ا", ""), ("و", ""), ("وا", ""),
)  # fmt: skip
_VERB_BEGINNINGS = (
    "", "ا", "ن", "ي", "ت", "ب", "بي", "بن", "بت", "با", "ه", "هن", "هي", "هت", "ها", "ح", "حن", "حي", "حت", "حا",
    "د", "دا", "دي", "دن", "دت", "س", "سا", "سن", "سي", "ست", "لا", "لي", "لن", "لت", "و", "وا", "ون", "وي", "وت",
    "م", "مت", "ف", "فا", "فن", "ك", "كا", "كن", "كت", "كي", "غ", "غا", "غن", "ات", "ني", "تي", "يت", "نت", "ان",
    "ين", "تن",
)  # fmt: skip
_VERB_ENDINGS = (
    "", "ت", "نا", "وا", "ون", "ين", "ي", "ه", "ها", "هم", "ني", "ك", "كم", "و", "ا", "تم", "توا", "تو", "ته",
    "تها", "نه", "لي", "لنا", "له", "لك", "لكم",
    "وني", "ونا", "وه", "وها", "ولي", "ولنا", "تولي", "توني", "تونا", "تولنا", "ولكم", "ونه", "ونها", "ونني",
    "وننا", "هن", "تلي", "لها", "ش", "وش", "تش", "هولي", "ناه", "وهم", "ولي", "تي", "يلي", "ينا", "يني",
)  # fmt: skip
_NO_PERSON = frozenset({"ش", "وش", "تش", "ك", "كم", "هن", "لك", "له"})
"""Endings that no two letters alone carry: they need a person before them."""
_ENGLISH = Stemmer.Stemmer("english")


@lru_cache(maxsize=20_000)
def english_stem(word: str) -> str:
    """Snowball's English stem."""
    stem: str = _ENGLISH.stemWord(word)
    return stem


@lru_cache(maxsize=20_000)
def arabic_stem(word: str) -> str:
    """The stem under which an Arabic word is filed: article and inflection taken off, three letters left at least."""
    stem = word
    for article in _ARTICLES:
        if stem.startswith(article) and len(stem) - len(article) >= 2:
            stem = stem[len(article) :]
            break
    if len(stem) >= 4 and stem.endswith("ا"):
        stem = stem[:-1]
    for ending in (
        "اتكم",
        "اتنا",
        "اتهم",
        "اتها",
        "ات",
        "تها",
        "تنا",
        "تكم",
        "تهم",
        "ها",
        "هم",
        "كم",
        "نا",
        "ين",
        "ون",
        "تي",
        "تك",
        "ته",
        "يه",
        "ه",
        "ي",
    ):
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            return stem[: -len(ending)]
    return stem


@lru_cache(maxsize=2_000)
def arabic_variants(word: str) -> tuple[str, ...]:
    """Nouns that this word may be an inflection of: itself, without article, without a clitic, without an ending."""
    found: dict[str, None] = {word: None}
    for begun in (word, *_without_beginnings(word)):
        found.setdefault(begun)
    for begun in tuple(found):
        for ending, before in _NOUN_ENDINGS:
            if begun.endswith(ending) and len(begun) - len(ending) + len(before) >= 3:
                found.setdefault(begun[: len(begun) - len(ending)] + before)
    return tuple(found)


def _without_beginnings(word: str) -> Iterator[str]:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            yield word[len(article) :]
            if article.endswith("لل"):
                yield "ا" + word[len(article) - 1 :]
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            rest = word[len(clitic) :]
            yield rest
            if rest[0] in "بلكد" and len(rest) >= 4:
                yield rest[1:]


@lru_cache(maxsize=2_000)
def verb_stems(word: str) -> tuple[str, ...]:
    """Verb stems that this word may be a form of: person, tense and object taken off in all ways, two letters left."""
    found: dict[str, None] = {}
    for beginning in _VERB_BEGINNINGS:
        if not word.startswith(beginning):
            continue
        rest = word[len(beginning) :]
        for ending in _VERB_ENDINGS:
            left = len(rest) - len(ending)
            if left == 2 and not beginning and ending in _NO_PERSON:
                continue  # جيش is an army, and not "did not come"
            if rest.endswith(ending) and left >= 2:
                found.setdefault(rest[: len(rest) - len(ending)] if ending else rest)
    return tuple(found)
