"""Meaning beyond words, where an operator wants it: an embedding model on this machine, and a re-ranker elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from bot.event.model import Event
from bot.semantic.embedder import installed
from bot.semantic.reranker import Reranker
from bot.semantic.understanding import Engine, Understanding
from bot.semantic.vectors import Vectors
from bot.settings import Settings


def active(settings: Settings) -> bool:
    """Whether the embedding model is to help."""
    return settings.semantic != "off" and installed()


def understanding(
    settings: Settings, engine: Callable[[], Engine], on_swap: Callable[[Callable[[Event, Event], None]], None]
) -> Understanding | None:
    """The embedding model for the engine in force, where it is to help. ``on_swap``: tells of another engine."""
    if not active(settings):
        return None
    made = Understanding(Vectors(settings.cache), engine)
    on_swap(made.changed)
    return made


def reranker(settings: Settings) -> Reranker | None:
    """The re-ranker, where the operator named one."""
    if settings.reranker_url is None or settings.reranker_model is None:
        return None
    return Reranker(settings.reranker_url, settings.reranker_model, settings.reranker_key)
