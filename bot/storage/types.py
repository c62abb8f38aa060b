"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, TypeDecorator

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""Telegram's ids take 52 bits; on SQLite INTEGER holds them too and makes a primary key the row's own id."""

Key = String(255).with_variant(String(255, collation="C"), "postgresql")
"""Ids joined by colons, ordered by code point everywhere, so that an index serves a search by prefix."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: any zone goes in, UTC comes out. A naive one is refused (``ValueError``)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it as text, in which the order of letters is the order of time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a stored moment must be aware: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Back as an aware moment in UTC."""
        del dialect
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
