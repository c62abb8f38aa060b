"""Stars: who put which session into their agenda."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0004_stars"
down_revision = "0003_outbox"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "stars",
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("attendee", BigId, nullable=False, autoincrement=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("session", "attendee", name="pk_stars"),
    )
