"""Faults of ours: what is not worth a second try, and what is kept with a failed update."""

from __future__ import annotations

import traceback


class Final(Exception):  # noqa: N818  a fault that trying again does not mend
    """An update that would fail again in the same way."""


def in_full(error: BaseException) -> str:
    """The whole traceback with its words; it is kept beside the update itself, and for no longer."""
    return "".join(traceback.format_exception(error))
