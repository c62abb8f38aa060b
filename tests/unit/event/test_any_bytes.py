"""Whatever is in an event's folder: an Event or faults, never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.event.faults import Severity
from bot.event.load import Reading, read
from bot.event.tell import fault_line
from bot.installation import CATALOGS
from bot.texts import Catalogs
from tests.unit.event.small import EVENT, FACTS, FILES, PLACES, PROGRAMME, SPEAKERS, write

FILE = st.sampled_from(["event", "programme", "speakers", "places", "facts__registration"])
TEXTS = {"event": EVENT, "programme": PROGRAMME, "speakers": SPEAKERS, "places": PLACES, "facts__registration": FACTS}
WORDS = st.sampled_from(
    [
        "id",
        "name",
        "ar",
        "en",
        "sessions",
        "halls",
        "day",
        "start",
        "end",
        "main",
        "opening",
        "09:00",
        "25:00",
        "no",
        "~",
        "true",
        "-1",
        "1e999",
        "nan",
        "٩:٠٠",
        "{x}",
    ]
) | st.sampled_from(
    ["", "2025-10-25", "2025-10-25T09:00", "2025-10-26 02:30+99:99", "9" * 400, "x" * 5000, "a\nb", "<b>&\x85"]
)
SCALARS = WORDS | st.text(max_size=20) | st.integers() | st.floats() | st.none() | st.booleans()
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=8), inner, max_size=5)
)


VOICES = [Catalogs(CATALOGS).texts(language, ZoneInfo("UTC"), "latn") for language in ("ar", "en")]


def sane(reading: Reading) -> None:
    errors = [fault for fault in reading.faults if fault.severity is Severity.ERROR]
    assert (reading.event is None) == bool(errors)
    for fault in reading.faults:
        for texts in VOICES:
            line = fault_line(fault, Path("event"), texts)
            assert line.startswith(f"event/{fault.spot}: ")
            assert len(line.splitlines()) == 1
        assert len(str(fault).splitlines()) == 1


def read_with(**other: str | bytes) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return read(write(Path(folder), **other))


@settings(max_examples=60, deadline=None)
@given(FILE, st.binary(max_size=300))
def test_any_bytes(file: str, content: bytes) -> None:
    sane(read_with(**{file: content}))


@settings(max_examples=100, deadline=None)
@given(FILE, st.data())
def test_a_right_file_with_a_wrong_place(file: str, data: st.DataObject) -> None:
    text = TEXTS[file]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    between = data.draw(
        st.text(max_size=10) | st.sampled_from(["\t", ": ", "- ", "*a", "&a ", "!!x ", "{", "[", '"', "%", "\n---\n"])
    )
    sane(read_with(**{file: (text[:start] + between + text[end:]).encode("utf-8", "surrogatepass")}))


@settings(max_examples=100, deadline=None)
@given(FILE, st.dictionaries(WORDS, TREES, max_size=6))
def test_any_tree(file: str, tree: dict[str, Any]) -> None:
    sane(read_with(**{file: yaml.safe_dump(tree, allow_unicode=True)}))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_right_file_with_any_value_in_any_place(data: st.DataObject) -> None:
    file = data.draw(FILE)
    tree = yaml.load(TEXTS[file], Loader=yaml.BaseLoader)  # noqa: S506 - texts only, no objects
    node, value = tree, data.draw(TREES)
    while True:
        steps = list(node) if isinstance(node, dict) else range(len(node))
        step = data.draw(st.sampled_from(list(steps)))
        if not isinstance(node[step], dict | list) or not node[step] or data.draw(st.booleans()):
            node[step] = value
            break
        node = node[step]
    sane(read_with(**{file: yaml.safe_dump(tree, allow_unicode=True)}))


def test_the_small_event_has_all_files() -> None:
    assert {name.removesuffix(".yaml").replace("/", "__") for name in FILES} == set(TEXTS)
