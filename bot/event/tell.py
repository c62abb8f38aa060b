"""Faults in the language of whoever reads them, one line each."""

from __future__ import annotations

from pathlib import Path

from bot.event.faults import Fault, Phrase
from bot.texts import Texts


def spoken(said: Phrase, texts: Texts) -> str:
    """A phrase as plain text."""
    return texts.plain(texts.say(said.msgid, **said.shown))


def fault_line(fault: Fault, folder: Path, texts: Texts) -> str:
    """``file:line:column: what is wrong, what to do``; the file is named as the folder is named."""
    spot = fault.spot
    file = " ".join(str(folder / spot.file).splitlines())
    place = f"{file}:{spot.line}:{spot.column}" if spot.line else file
    return f"{place}: {spoken(fault.what, texts)} {spoken(fault.advice, texts)}"
