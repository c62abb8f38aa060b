"""What SQLite and PostgreSQL both do but SQLAlchemy spells per dialect: insert-or-ignore and insert-or-update."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = sqlite.Insert | postgresql.Insert


def insert(connection: AsyncConnection, table: Table) -> Insert:
    """An INSERT that knows ``on_conflict_do_nothing``, ``on_conflict_do_update`` and ``excluded``."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_new(connection: AsyncConnection, table: Table, keys: Iterable[str]) -> Insert:
    """Insert, but leave a row alone that already has these ``keys`` (columns of a unique constraint)."""
    return insert(connection, table).on_conflict_do_nothing(index_elements=list(keys))


def upsert(
    connection: AsyncConnection,
    table: Table,
    keys: Iterable[str],
    *,
    only: Iterable[str] | None = None,
    where: ColumnElement[bool] | None = None,
) -> Insert:
    """Insert, or update the row that has these ``keys``: every other column or ``only`` some, if ``where`` holds."""
    unique = list(keys)
    columns = list(only) if only is not None else [name for name in table.c.keys() if name not in unique]  # noqa: SIM118
    statement = insert(connection, table)
    changed = {name: statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=unique, set_=changed, where=where)
