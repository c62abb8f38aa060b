"""The embedding model at work beside the conversations: words alone answer until it is ready, and when it is late."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

import structlog

from bot.semantic.embedder import MODEL_FAULTS
from bot.semantic.space import Space
from bot.semantic.vectors import Texts, Vectors

DEADLINE = 0.25
"""Seconds that an answer waits for its question's vector."""
SAVED_AFTER = 200
"""Texts after which the file is written: a bot that is killed while it learns goes on from there."""
Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class Engine(Protocol):
    """What is helped: the engine of a snapshot."""

    @property
    def texts(self) -> Texts:
        """All texts that things are found by, with the ids of the things."""

    @property
    def senses(self) -> Texts:
        """All phrasings of what is asked of every conference, with the names of what they ask for."""

    @property
    def knows_meanings(self) -> bool:
        """Whether it was given its space."""

    def understand(self, space: Space) -> None:
        """Take the space of the texts."""


class Understanding:
    """Gives the engine in force its space, and questions their vectors. All computing is in one thread of its own.

    ``engine``: the one in force now.
    """

    def __init__(self, vectors: Vectors, engine: Callable[[], Engine]) -> None:
        self._vectors = vectors
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "semantic")
        self._changed = asyncio.Event()
        self._changed.set()
        self._broken = False

    def changed(self, *_: object) -> None:
        """Another engine is in force."""
        self._changed.set()

    async def work(self) -> None:
        """Lay out each new engine's space, until cancelled. A model that does not work is told once and left alone."""
        try:
            while True:
                await self._changed.wait()
                self._changed.clear()
                await self._ready(self._engine())
        except MODEL_FAULTS as fault:
            self._broken = True
            log.warning("the embedding model does not work; words alone answer", fault=str(fault))
        finally:
            self._thread.shutdown(wait=False, cancel_futures=True)

    async def vector(self, text: str) -> tuple[float, ...] | None:
        """The vector of a question; None where it is not ready, or late."""
        if self._broken or not self._engine().knows_meanings:
            return None
        try:
            async with asyncio.timeout(DEADLINE):
                return await self._in_thread(lambda: tuple(self._vectors.embedder.vector(text).tolist()))
        except TimeoutError:
            return None
        except MODEL_FAULTS as fault:
            log.warning("a question has no vector; words alone answer it", fault=str(fault))
            return None

    async def _ready(self, engine: Engine) -> None:
        if engine.knows_meanings:
            return
        texts = (*engine.texts, *engine.senses)
        for number, text in enumerate(await self._in_thread(lambda: self._vectors.lacking(texts)), start=1):
            await self._in_thread(lambda text=text: self._vectors.learn(text))  # type: ignore[misc]
            if number % SAVED_AFTER == 0:
                await self._in_thread(lambda: self._vectors.keep(texts))
        await self._in_thread(lambda: self._vectors.keep(texts))
        engine.understand(await self._in_thread(lambda: self._vectors.space(engine.texts, engine.senses)))
        log.info("the embedding model is ready", texts=len(texts))

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
