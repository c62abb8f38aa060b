"""Updates: what came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, UtcDateTime

revision = "0002_updates"
down_revision = "0001_attendees"


def upgrade() -> None:
    """Create the table and its indexes."""
    op.create_table(
        "updates",
        sa.Column("id", BigId, nullable=False, autoincrement=False),
        sa.Column("chat_id", BigId),
        sa.Column("received", UtcDateTime, nullable=False),
        sa.Column("state", sa.SmallInteger, nullable=False),
        sa.Column("starts", sa.SmallInteger, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("trace", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
    )
    op.create_index("ix_updates_received", "updates", ["received"])
    waiting = sa.text("state = 0")
    op.create_index("ix_updates_waiting", "updates", ["id"], sqlite_where=waiting, postgresql_where=waiting)
