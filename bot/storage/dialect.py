"""What SQLite and PostgreSQL both do but SQLAlchemy spells per dialect: insert-or-ignore and insert-or-update."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

_PAGE = 1000
Insert = sqlite.Insert | postgresql.Insert


def insert_new(connection: AsyncConnection, table: Table, keys: Iterable[str]) -> Insert:
    """Insert, but leave a row alone that already has these ``keys`` (columns of a unique constraint)."""
    return _insert_new(connection.dialect.name, table, tuple(keys))


def upsert(
    connection: AsyncConnection,
    table: Table,
    keys: Iterable[str],
    *,
    only: Iterable[str] | None = None,
    where: ColumnElement[bool] | None = None,
) -> Insert:
    """Insert, or update the row that has these ``keys``: every other column or ``only`` some, if ``where`` holds."""
    return _upsert(connection.dialect.name, table, tuple(keys), None if only is None else tuple(only), where)


async def paged(connection: AsyncConnection, rows: Select[Any]) -> AsyncIterator[Sequence[Row[Any]]]:
    """The rows, a few at a time: neither those of everybody in memory nor a long silence of the loop."""
    found = await connection.stream(rows)
    async for page in found.partitions(_PAGE):
        yield page


def _insert(dialect: str, table: Table) -> Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@lru_cache(maxsize=256)
def _insert_new(dialect: str, table: Table, keys: tuple[str, ...]) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=keys)


@lru_cache(maxsize=256)  # building it takes a third of what executing it takes
def _upsert(
    dialect: str, table: Table, keys: tuple[str, ...], only: tuple[str, ...] | None, where: ColumnElement[bool] | None
) -> Insert:
    columns = [name for name in table.c.keys() if name not in keys] if only is None else only  # noqa: SIM118
    statement = _insert(dialect, table)
    changed = {name: statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed, where=where)
