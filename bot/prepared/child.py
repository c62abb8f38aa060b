"""The process that makes an event and its engine ready: writes both to stdout, and keeps them for the next start."""

from __future__ import annotations

import gc
import io
import os
import pickle
import sys
from pathlib import Path

from bot.answers.engine import Engine
from bot.event.lexicon import LexiconFault, load_lexicon
from bot.event.load import read
from bot.prepared import kept

OK, FAULTY = 0, 1


def main(folder: str, kept_as: str, niceness: str) -> int:
    """Write the event, then the engine; nothing for files at fault, for whoever waits tells of them better."""
    gc.disable()
    if niceness != "0":
        os.nice(int(niceness))
    try:
        lexicon = load_lexicon(Path(folder))
    except (LexiconFault, OSError):
        return FAULTY
    reading = read(Path(folder))
    if reading.event is None:
        return FAULTY
    content = io.BytesIO()
    pickler = pickle.Pickler(content, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dump((reading, lexicon))
    told = _tell(content.getvalue())
    # The same pickler: the engine's event and sessions are those told before.
    pickler.dump(Engine(reading.event, lexicon))
    # What was edited while it was read belongs to no name.
    if kept.key(Path(folder)) == Path(kept_as).stem:
        kept.keep(Path(kept_as), content.getvalue())
    if told:
        _tell(content.getvalue()[told:])
    return OK


def _tell(content: bytes) -> int:
    """Write to stdout; 0 when nobody reads it any more."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return len(content)
