"""Change notices: what people know of the programme, and what is told of its changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import UtcDateTime

revision = "0008_notices"
down_revision = "0007_reminders"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "told",
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("sessions", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_told"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("made", UtcDateTime, nullable=False),
        sa.Column("leaves", UtcDateTime, nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("shifts", sa.Text, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
