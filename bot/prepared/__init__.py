"""The event and its engine made ready beside the start: by a process of their own the first time, from a file after.

Making them takes seconds and leaves memory in pieces that never comes back; the process that serves has neither.
Both come in one stream, first the event, with which the bot starts, then the engine, for which typed questions wait.
Whatever goes wrong with the stream, they are made here.
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bot.answers.engine import Engine
from bot.event.lexicon import Lexicon
from bot.event.load import Reading
from bot.event.model import Event
from bot.event.watch import Stamp, stamp
from bot.prepared import kept
from bot.prepared.child import FAULTY

_CHILD = "import sys; sys.path.append(sys.argv[1]); from bot.prepared.child import main; sys.exit(main(*sys.argv[2:]))"
_BESIDE = 10
"""How much an edited event gives way to the bot that serves meanwhile."""
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Prepared:
    """What is being made ready of one folder.

    ``in_force``: what its files looked like before they were read. ``trouble``: why it had to be made here instead, for
    the log; None where all went well, and for files at fault, which whoever reads them tells better.
    """

    folder: Path
    in_force: Stamp
    trouble: str | None = None
    _kept: Path | None = None
    _stream: IO[bytes] | None = None
    _child: subprocess.Popen[bytes] | None = None
    _reader: pickle.Unpickler | None = None
    _known: tuple[Reading, Lexicon] | None = None
    _closed: bool = field(default=False)

    @staticmethod
    def begin(folder: Path, cache: Path, *, serving: bool = False) -> Prepared:
        """Open what was kept, else start to make it; waits for nothing. ``cache``: the folder of what is kept.

        ``serving``: the bot serves meanwhile, and goes first.
        """
        made = Prepared(folder, stamp(folder))
        try:
            key = kept.key(folder)
            made._kept = kept.path(cache, key)
            made._stream = kept.opened(made._kept)
            if made._stream is None:
                made._child = _started(folder, made._kept, _BESIDE if serving else 0)
                made._stream = made._child.stdout
        except (OSError, ValueError) as error:
            made.trouble = f"{type(error).__name__}: {error}"
            return made
        if made._stream is not None:
            # Only our own child, or a file that only we can have written (``kept.opened`` looks), is read so.
            made._reader = pickle.Unpickler(made._stream)  # noqa: S301
        return made

    def read(self) -> tuple[Event, Lexicon] | None:
        """The event and the words people use; None where they have to be read here, which tells why. Blocks."""
        known = self._read()
        if known is None or known[0].event is None:
            return None
        return known[0].event, known[1]

    def reading(self) -> Reading | None:
        """All that came of reading the files; None where they have to be read here. Blocks."""
        known = self._read()
        return None if known is None else known[0]

    def _read(self) -> tuple[Reading, Lexicon] | None:
        if self._known is None:
            match self._next():
                case (Reading(event=Event()) as reading, Lexicon() as lexicon):
                    self._known = reading, lexicon
                case None:
                    pass
                case other:
                    self._give_up(TypeError(type(other).__name__))
        return self._known

    def engine(self) -> Engine | None:
        """The engine of that event; None when closed meanwhile. Blocks for seconds: call it in a thread."""
        known = self.read()
        if known is None:
            return None
        event, lexicon = known
        engine = self._next()
        self._let_go()
        if isinstance(engine, Engine) and engine.event is event:
            gc.freeze()  # it lives long, and is not looked through again and again: see Engine
            return engine
        return None if self._closed else Engine(event, lexicon)

    def close(self) -> None:
        """Leave no process and no file behind."""
        self._closed = True
        if self._child is not None:
            self._child.kill()
            self._child.wait()
        if self._stream is not None:
            self._stream.close()

    def _let_go(self) -> None:
        """Forget the stream: what reads it remembers each of some hundred thousand objects."""
        self._reader = self._known = None
        if self._stream is not None:
            self._stream.close()
        if self._child is not None:
            self._child.wait()

    def _next(self) -> object:
        """The next thing in the stream; None when it is not one of ours, or not whole."""
        if self._reader is None:
            return None
        try:
            return self._reader.load()
        except Exception as error:  # noqa: BLE001  what damaged bytes raise is anybody's guess
            self._reader = None
            if not self._closed:
                self._give_up(error)
            return None

    def _give_up(self, error: Exception) -> None:
        if self._child is None:
            self.trouble = f"what was kept is damaged ({type(error).__name__})"
            if self._kept is not None:
                kept.forget(self._kept)
        elif (code := self._child.wait()) != FAULTY:
            self.trouble = f"its process ended with {code} ({type(error).__name__})"


def _started(folder: Path, kept_as: Path, niceness: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own interpreter; -P: no module is taken from the current folder
        [sys.executable, "-P", "-c", _CHILD, str(_ROOT), str(folder), str(kept_as), str(niceness)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us, who end it
    )
