"""The garbage collector, told what lives as long as the bot: it looks less often, and never through that."""

from __future__ import annotations

import gc

_YOUNG, _GROWN, _OLD = 20_000, 20, 20
"""New objects before the youngest are looked through (Python's own 700 is for small programs: under load every other
message would pay for a look that finds nothing, since what a message needs is let go of without one), and how many
such looks before the older ones are."""


def settle() -> None:
    """What is there now stays: call it once everything is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _GROWN, _OLD)
    gc.enable()
