"""An independent judge of requests: aiogram's models of the official schema (Bot API 10.3)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import aiogram
from aiogram import methods
from aiogram.methods.base import TelegramMethod
from pydantic import BaseModel, ValidationError

from bot.rehearsal.telegram.model import Upload

assert aiogram.__api_version__ >= "10.3"
_MODELS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__.lower(): model
    for model in vars(methods).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}


def judge(method: str, values: Mapping[str, Any], files: Mapping[str, Upload]) -> list[str]:
    """What the official schema says against a request: unknown methods and fields, wrong types, what is missing."""
    model = _MODELS.get(method.lower())
    if model is None:
        return [f"{method} is no method of the Bot API"]
    given = {name: _native(model, name, value) for name, value in values.items()} | dict.fromkeys(files, "attach")
    given = {name: value for name, value in given.items() if name in model.model_fields or name not in files}
    try:
        parsed = model.model_validate(given)
    except ValidationError as error:
        return [f"{method}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    return [f"{method}: unknown field {name}" for name in _unknown(parsed, "")]


def _native(model: type[BaseModel], name: str, value: object) -> object:
    """A value as JSON would carry it; forms carry everything as a string."""
    field = model.model_fields.get(name)
    if isinstance(value, str) and field is not None and "str" not in str(field.annotation):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _unknown(value: object, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}{name}"
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list):
        for one in value:
            yield from _unknown(one, path)
