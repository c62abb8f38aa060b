"""A file's tree → entries that the schema has read, with every objection noted in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from bot.event.faults import Findings, phrase
from bot.event.schema import Entry
from bot.event.wording import did_you_mean, objection
from bot.event.yaml import Document, Path

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Placed(Generic[E]):
    """An entry and where it came from."""

    entry: E
    document: Document
    path: tuple[str | int, ...]
    wrong: frozenset[str]
    """The keys whose value is wrong or missing; they have no value in the entry."""

    @property
    def complete(self) -> bool:
        """Whether it has all that it needs and nothing in it is wrong."""
        return not self.wrong


def read_entry(model: type[E], document: Document, path: Path, findings: Findings) -> Placed[E] | None:
    """The entry at ``path``; what is wrong in it is noted and left out; None if it is no group of keys at all."""
    value = document.value(path)
    if not path and not _has_keys(document, list(model.model_fields), findings):
        return None
    if not isinstance(value, dict):
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), document.file)
        findings.error(document.spot(path), *objection("dict_type", key, {}))
        return None
    given = {key: item for key, item in value.items() if item is not None}
    wrong: set[str] = set()
    try:
        entry = model.model_validate(given)
    except ValidationError as error:
        _note(error, model, document, path, findings)
        wrong |= {str(each["loc"][0]) for each in error.errors() if each["loc"]}
        entry = model.model_validate({key: item for key, item in given.items() if key not in wrong})
    for key in model.needed:
        if given.get(key) is None:
            wrong.add(key)
            findings.error(
                document.spot([*path, key], key=True),
                phrase("“{key}” is missing here.", key=key),
                phrase("Add a line “{key}: …”.", key=key),
            )
    return Placed(entry, document, tuple(path), frozenset(wrong))


def read_list(model: type[E], document: Document, key: str, findings: Findings) -> Iterator[Placed[E]]:
    """The entries of the list ``key`` at the top of a file."""
    value = document.value([key])
    if value is None:
        return
    if not isinstance(value, list):
        findings.error(document.spot([key]), *objection("list_type", key, {}))
        return
    for index in range(len(value)):
        placed = read_entry(model, document, [key, index], findings)
        if placed is not None:
            yield placed


def refuse_other_keys(document: Document, known: Sequence[str], findings: Findings) -> bool:
    """Note the keys at the top of a file that do not belong there; whether there are none."""
    if not _has_keys(document, known, findings):
        return False
    strange = [key for key in document.keys_at_top() if key not in known]
    for key in strange:
        _unknown_key(document, [key], known, findings)
    return not strange


def _has_keys(document: Document, known: Sequence[str], findings: Findings) -> bool:
    if isinstance(document.value([]), dict):
        return True
    findings.error(
        document.spot([]),
        phrase("This file should be keys, each with a colon after it."),
        phrase("Begin it with one of these: {words}.", words=", ".join(known)),
    )
    return False


def _note(error: ValidationError, model: type[E], document: Document, path: Path, findings: Findings) -> None:
    for each in error.errors(include_url=False, include_input=False):
        inside = [step for step in each["loc"] if step != "[key]"]
        full = [*path, *inside]
        at_key = bool(each["loc"]) and each["loc"][-1] == "[key]"
        if at_key and each["type"] == "bad_choice":
            _unknown_key(document, full, each["ctx"]["allowed"], findings)
            continue
        if each["type"] == "extra_forbidden":
            known = list(_model_at(model, inside).model_fields)
            _unknown_key(document, full, known, findings)
            continue
        key = next((str(step) for step in reversed(inside) if isinstance(step, str)), "")
        findings.error(document.spot(full, key=at_key), *objection(each["type"], key, each.get("ctx", {})))


def _model_at(model: type[Entry], inside: Sequence[str | int]) -> type[Entry]:
    """The model of the group that the key at ``inside`` stands in."""
    for step in inside[:-1]:
        for nested in Entry.__subclasses__():
            if isinstance(step, str) and step in model.model_fields and nested in _mentioned(model, step):
                model = nested
    return model


def _mentioned(model: type[Entry], key: str) -> tuple[object, ...]:
    annotation = model.model_fields[key].annotation
    return getattr(annotation, "__args__", (annotation,))


def _unknown_key(document: Document, path: Path, known: Sequence[str], findings: Findings) -> None:
    if findings.enough(document.file):
        return
    key = str(path[-1])
    findings.error(
        document.spot(path, key=True),
        phrase("“{key}” is not a key that belongs here.", key=key),
        did_you_mean(key, list(known)),
    )
