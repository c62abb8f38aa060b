"""Marks for messages that stand in the code apart from where they are spoken, so that catalogs have them."""

from __future__ import annotations


def msgid(english: str) -> str:
    """Mark a message that ``say`` will be given later."""
    return english


def msgids_as(context: str, singular: str, plural: str) -> tuple[str, str]:
    """Mark a pair of messages that ``say_many_as`` will be given later, with the same context."""
    del context
    return singular, plural


def msgid_as(context: str, english: str) -> str:
    """Mark a message that ``say_as`` will be given later, with the same context."""
    del context
    return english
