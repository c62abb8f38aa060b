"""Slips of the thumb: one letter doubled, dropped or swapped with its neighbour in the longest word."""

from __future__ import annotations

import dataclasses
import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.paraphrases.generator import Paraphrase


def misspelt(paraphrase: Paraphrase, rng: random.Random) -> Paraphrase:
    """The same question with one slip in its longest word that holds no digit; short words are left alone."""
    words = [word for word in re.findall(r"[^\W\d_]+", paraphrase.question) if len(word) > 4]
    if not words:
        return paraphrase
    word = max(words, key=len)
    place = rng.randrange(1, len(word) - 2)
    slip = rng.choice(("double", "drop", "swap"))
    if slip == "double":
        wrong = word[: place + 1] + word[place:]
    elif slip == "drop":
        wrong = word[:place] + word[place + 1 :]
    else:
        wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return dataclasses.replace(paraphrase, question=paraphrase.question.replace(word, wrong, 1), typo=True)
