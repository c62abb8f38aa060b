"""The one MetaData on which every store.py declares its tables.

A new table is: a ``Table(..., metadata, ...)`` in the feature's ``store.py`` and a file
``bot/storage/migrations/versions/NNNN_name.py`` that creates it, written by hand: ``revision`` is the file's name,
``down_revision`` the one before. A test compares the two.
"""

from __future__ import annotations

from sqlalchemy import MetaData

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called: the same on every database, so that a migration can name what it changes."""

metadata = MetaData(naming_convention=NAMES)

TABLES = frozenset(
    [
        "attendees",
        "audit",
        "broadcasts",
        "grants",
        "invitations",
        "marks",
        "notices",
        "outbox",
        "reminder_choices",
        "silences",
        "stars",
        "told",
        "updates",
    ]
)
"""The names of all tables; a test holds them equal to what the stores declare."""
