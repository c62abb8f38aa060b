"""Reminders: what people chose, which sessions they want none of, and marks of time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0007_reminders"
down_revision = "0006_organizers"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "reminder_choices",
        sa.Column("attendee", BigId, nullable=False, autoincrement=False),
        sa.Column("minutes", sa.String(32), nullable=False),
        sa.Column("evening", sa.Boolean, nullable=False),
        sa.Column("moving", sa.Boolean, nullable=False),
        sa.Column("morning", sa.Boolean, nullable=False),
        sa.Column("quiet", sa.String(8)),
        sa.PrimaryKeyConstraint("attendee", name="pk_reminder_choices"),
    )
    op.create_table(
        "silences",
        sa.Column("attendee", BigId, nullable=False, autoincrement=False),
        sa.Column("session", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("attendee", "session", name="pk_silences"),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
