"""Attendees: who writes to us."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId

revision = "0001_attendees"
down_revision = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "attendees",
        sa.Column("id", BigId, nullable=False, autoincrement=False),
        sa.Column("language", sa.String(16)),
        sa.Column("digits", sa.String(16)),
        sa.Column("role", sa.SmallInteger, nullable=False),
        sa.Column("reachable", sa.Boolean, nullable=False),
        sa.Column("muted", sa.Boolean, nullable=False),
        sa.Column("name", sa.String(256)),
        sa.Column("reminders", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attendees"),
    )
