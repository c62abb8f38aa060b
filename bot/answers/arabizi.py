"""Arabic written in Latin letters and digits: the sounds of a word, comparable across both scripts."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# Letters that writers of Arabizi do not keep apart fall together: h for ه and ح, t for ت and ط, k for ك and ق …
_ARABIC = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "ع": "3", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ا": "a",
}  # fmt: skip
_LATIN = (
    ("tch", "j"), ("sch", "c"), ("3'", "g"), ("7'", "x"), ("5'", "x"), ("6'", "d"), ("9'", "d"), ("sh", "c"),
    ("ch", "c"), ("kh", "x"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("ee", "y"), ("ei", "y"), ("ie", "y"), ("oo", "w"), ("ou", "w"), ("ow", "w"), ("aa", "a"),
    ("ai", "y"), ("ay", "y"), ("au", "w"), ("aw", "w"),
    ("2", ""), ("3", "3"), ("5", "x"), ("6", "t"), ("7", "h"), ("8", "k"), ("9", "s"), ("b", "b"), ("c", "k"),
    ("d", "d"), ("f", "f"),
    ("g", "j"), ("h", "h"), ("j", "j"), ("k", "k"), ("l", "l"), ("m", "m"), ("n", "n"), ("p", "b"), ("q", "k"),
    ("r", "r"),
    ("s", "s"), ("t", "t"), ("u", "w"), ("o", "w"), ("v", "f"), ("w", "w"), ("x", "ks"), ("y", "y"), ("z", "z"),
    ("i", "y"), ("a", "a"), ("e", "a"),
)  # fmt: skip
_SOUNDS = dict(_LATIN)
_SPELLINGS = re.compile("|".join(_SOUNDS))
"""The first of them that stands at a place is the one that is meant."""
_VOWELS = re.compile("[awy3]")
_DOUBLED = re.compile(r"(.)\1+")
_OTHER_READINGS = (("j", "k"), ("c", "k"), ("c", "j"), ("s", "k"), ("g", "k"), ("d", "z"), ("t", "s"), ("x", "k"))
ARTICLES = ("wel", "wal", "bel", "bil", "fil", "fel", "lil", "el", "al", "il", "l")


@lru_cache(maxsize=40_000)
def sounds_of_arabic(word: str) -> str:
    """The sounds of a normalised Arabic word in our alphabet of sounds."""
    return _DOUBLED.sub(r"\1", "".join(_ARABIC.get(letter, "") for letter in word))


@lru_cache(maxsize=20_000)
def sounds_of_latin(word: str) -> str:
    """The sounds of a word in Latin letters in the same alphabet."""
    return _DOUBLED.sub(r"\1", "".join(_SOUNDS[spelling] for spelling in _SPELLINGS.findall(word)))


def skeleton(sounds: str) -> str:
    """The consonants only; و، ي، ا and ع may be vowels or unwritten and are left out."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", sounds))


@lru_cache(maxsize=20_000)
def skeletons(word: str) -> tuple[str, ...]:
    """Skeletons that a Latin word may have, the likeliest first: without the feminine -h, with g, ch read otherwise."""
    plain = skeleton(sounds_of_latin(word))
    found: dict[str, None] = {plain: None}
    if plain.endswith("h"):
        found.setdefault(plain[:-1])
    if word[-1:] in "ae":
        found.setdefault(plain + "h")
    for sound, other in _OTHER_READINGS:
        if sound in plain:
            found.setdefault(plain.replace(sound, other))
    return tuple(found)


def likeness(latin: str, arabic: str) -> float:
    """How alike a Latin and an Arabic spelling sound, 0 to 1; vowels count, less than consonants."""
    one = sounds_of_latin(latin)
    spelled = [sounds_of_arabic(arabic)]
    if len(arabic) > 3 and arabic[-1] == "ه":
        spelled.append(spelled[0][:-1] + "a")
    return max(_alike(one, other) for other in spelled)


def _alike(one: str, other: str) -> float:
    whole = Levenshtein.normalized_similarity(one, other)
    bones = Levenshtein.normalized_similarity(skeleton(one), skeleton(other))
    short = Levenshtein.normalized_similarity(one.replace("a", ""), other.replace("a", ""))
    return max(whole, 0.5 * bones + 0.5 * short)
