"""Faults of ours: what the log may say of them (never anybody's text), and what is kept with a failed update."""

from __future__ import annotations

import traceback
from itertools import pairwise
from pathlib import Path

_FRAMES = 12
_OURS = Path(__file__).resolve().parents[1]


class Final(Exception):  # noqa: N818  a fault that trying again does not mend
    """An update that would fail again in the same way."""


def without_text(error: BaseException) -> dict[str, object]:
    """The kinds of an error and its causes, and where it was raised. Its words may quote a person."""
    kinds = [type(one).__name__ for one in _chain(error)]
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "error": " < ".join(kinds),
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def in_full(error: BaseException) -> str:
    """The whole traceback with its words; it is kept beside the update itself, and for no longer."""
    return "".join(traceback.format_exception(error))


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while True:
        cause = chain[-1].__cause__ or chain[-1].__context__
        if cause is None or cause in chain:
            return chain
        chain.append(cause)


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_OURS):
        return str(path.relative_to(_OURS.parent))
    for place, following in pairwise(path.parts):
        if place == "site-packages":
            return str(Path(*path.parts[path.parts.index(following) :]))
    return path.name
