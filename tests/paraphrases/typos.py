"""Slips of the thumb in one word of a question: doubled, dropped, swapped, the next key, a confused letter."""

from __future__ import annotations

import random
import re

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
CONFUSED = {
    "ض": "ظ",
    "ظ": "ض",
    "ة": "ه",
    "ه": "ة",
    "ى": "ي",
    "ث": "ت",
    "ذ": "د",
    "ق": "ك",
    "س": "ص",
    "ص": "س",
    "ط": "ت",
    "ie": "ei",
}


def misspelt(question: str, rng: random.Random) -> str:
    """The same question with one slip in its longest word that holds no digit; short words are left alone."""
    words = [word for word in re.findall(r"[^\W\d_]+", question) if len(word) > 4]
    if not words:
        return question
    word = max(words, key=len)
    wrong = rng.choice((_double, _drop, _swap, _beside, _confuse))(word, rng)
    return question.replace(word, wrong, 1)


def _double(word: str, rng: random.Random) -> str:
    place = _inside(word, rng)
    return word[: place + 1] + word[place:]


def _drop(word: str, rng: random.Random) -> str:
    place = _inside(word, rng)
    return word[:place] + word[place + 1 :]


def _swap(word: str, rng: random.Random) -> str:
    place = _inside(word, rng)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _beside(word: str, rng: random.Random) -> str:
    place = _inside(word, rng)
    row = next((row for row in KEYS if word[place].lower() in row), "")
    if len(row) < 2:
        return _drop(word, rng)
    key = row.index(word[place].lower())
    return word[:place] + row[key + 1 if key == 0 else key - 1] + word[place + 1 :]


def _confuse(word: str, rng: random.Random) -> str:
    """The mistake that people make who write as they hear."""
    places = [letters for letters in CONFUSED if letters in word]
    if not places:
        return _swap(word, rng)
    letters = rng.choice(places)
    return word.replace(letters, CONFUSED[letters], 1)


def _inside(word: str, rng: random.Random) -> int:
    return rng.randrange(1, len(word) - 2)
