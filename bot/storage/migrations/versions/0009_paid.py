"""Broadcasts that are paid for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_paid"
down_revision = "0008_notices"


def upgrade() -> None:
    """Add the column; none was paid for before."""
    op.add_column("broadcasts", sa.Column("paid", sa.Boolean, nullable=False, server_default=sa.false()))
