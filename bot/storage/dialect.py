"""What SQLite and PostgreSQL both do but SQLAlchemy spells per dialect: insert-or-ignore and insert-or-update."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

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
