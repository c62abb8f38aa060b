"""Organizers: roles that were granted, one-time links, and the record of who did what when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0006_organizers"
down_revision = "0005_broadcasts"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "grants",
        sa.Column("attendee", BigId, nullable=False, autoincrement=False),
        sa.Column("role", sa.SmallInteger, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("attendee", name="pk_grants"),
    )
    op.create_table(
        "invitations",
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("role", sa.SmallInteger, nullable=False),
        sa.Column("made_by", BigId, nullable=False),
        sa.Column("expires", UtcDateTime, nullable=False),
        sa.Column("used_by", BigId),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_invitations"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("who", BigId, nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("about", sa.String(256), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_who", "audit", ["who"])
