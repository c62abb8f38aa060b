"""The outbox: what must reach people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.types import BigId, Key, UtcDateTime

revision = "0003_outbox"
down_revision = "0002_updates"


def upgrade() -> None:
    """Create the table and its indexes; two of them hold the waiting lines only."""
    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("about", Key, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("part", sa.SmallInteger, nullable=False),
        sa.Column("lane", sa.SmallInteger, nullable=False),
        sa.Column("promised", UtcDateTime, nullable=False),
        sa.Column("due", UtcDateTime, nullable=False),
        sa.Column("expires", UtcDateTime, nullable=False),
        sa.Column("state", sa.SmallInteger, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("detail", sa.String(255)),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("settled", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    waiting = sa.text("state = 0")
    for name, columns in (("ix_outbox_due", ["due", "id"]), ("ix_outbox_turn", ["lane", "promised", "id"])):
        op.create_index(name, "outbox", columns, sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("ix_outbox_about", "outbox", ["kind", "about", "state"])
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
