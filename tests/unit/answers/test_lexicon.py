"""The lexicon: built in for any event, extended by an event's own folder, and its faults told."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answers.engine import Engine
from bot.answers.model import Outcome, Question
from bot.event.lexicon import LexiconFault, load_lexicon
from bot.event.load import load
from tests.unit.answers.conftest import SAMPLE

AT = datetime(2026, 4, 16, 5, 30, tzinfo=UTC)


def test_an_organizer_adds_words_without_code(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "event"))
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "ours.yaml").write_text(
        "concepts: {parking: {en: 'chariot shed, zorblat', ar: زربلاط}}", "utf-8"
    )
    event = load(folder)

    before = Engine(event, load_lexicon()).answer(Question("where is the zorblat", AT))
    after = Engine(event, load_lexicon(folder)).answer(Question("where is the zorblat", AT))

    assert before.ids[:1] != ("ven_parking",)
    assert (after.outcome, after.ids) == (Outcome.FOUND, ("ven_parking",))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("- a list", "must be a mapping of sections"),
        ("nonsense: {a: {ar: b}}", "is not one of the sections"),
        ("concepts: {wifi: {fr: internet}}", "must be a mapping with ar, verbs, en, arabizi, near"),
        ("concepts: {wifi: {near: {food: much}}}", "near must map names to numbers"),
        ("concepts: {wifi: {en: [[deep]]}}", "words are texts"),
        ("concepts: {wifi: {en: 'open}", "is not readable YAML"),
    ],
)
def test_a_bad_file_is_told_with_its_name(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "bad.yaml").write_text(content, "utf-8")

    with pytest.raises(LexiconFault, match=complaint) as told:
        load_lexicon(tmp_path)

    assert "bad.yaml" in str(told.value)
