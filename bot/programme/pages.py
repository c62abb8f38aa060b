"""Pages of a list: which items stand on a page, and which page a button means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SESSIONS = 8
NAMES = 10


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; ``number`` counts from 1, ``first`` is the number of the first item in the whole list."""

    items: Sequence[T]
    number: int
    pages: int
    first: int


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """The page with this number; the nearest one where there is none, as an old button may ask for."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    first = (number - 1) * size
    return Page(items[first : first + size], number, pages, first + 1)


def page_with(index: int, size: int) -> int:
    """The number of the page on which the item at ``index`` stands."""
    return max(index, 0) // size + 1


def page_number(text: str) -> int:
    """The number in a button's data; 1 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else 1
