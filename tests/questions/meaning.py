"""The engine with the optional embedding model, as the bot has it once everything is ready; for measuring."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.answers.engine import Engine
from bot.answers.model import Answer, Question
from bot.semantic.vectors import Vectors, laid_out


@dataclass(frozen=True, slots=True)
class WithMeaning:
    """Answers as the chat does: the question's vector first, then the engine. Its time is that of both."""

    engine: Engine
    vectors: Vectors = field(hash=False)

    def answer(self, question: Question) -> Answer:
        """The engine's answer to the question with its vector."""
        vector = tuple(self.vectors.embedder.vector(question.text).tolist())
        return self.engine.answer(replace(question, vector=vector))


def understanding(engine: Engine, cache: Path) -> WithMeaning:
    """The engine with its space; vectors of texts are kept in the folder. Raises ImportError without the extra."""
    vectors = Vectors(cache)
    engine.understand(laid_out(vectors, engine.texts, engine.senses))
    return WithMeaning(engine, vectors)
