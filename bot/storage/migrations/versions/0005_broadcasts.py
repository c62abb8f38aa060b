"""Broadcasts: drafts, and what was announced to whom with what success."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0005_broadcasts"
down_revision = "0004_stars"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("author", BigId, nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("changed", UtcDateTime, nullable=False),
        sa.Column("confirmed", UtcDateTime),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("skipped", sa.JSON, nullable=False),
        sa.Column("waiting", sa.String(16)),
        sa.Column("update_id", BigId, nullable=False),
        sa.Column("cursor", BigId, nullable=False),
        sa.Column("audience", sa.JSON, nullable=False),
        sa.Column("status_message", BigId),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("finished", UtcDateTime),
        sa.Column("report", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
    )
    op.create_index("ix_broadcasts_author", "broadcasts", ["author"])
    op.create_index("ix_broadcasts_stage", "broadcasts", ["stage"])
