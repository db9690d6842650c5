"""Servers with their settings, schedules of daily posts, the posts, and what each server was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.guilds.tables import NUMBER, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "facts",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.String(200), nullable=False),
    )
    op.create_table(
        "guilds",
        sa.Column("guild_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("left_at", UtcTime()),
        sa.Column("answers_privately", sa.Boolean(), nullable=False),
        sa.Column("channel_ids", sa.JSON(), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("manager_role_id", sa.BigInteger()),
    )
    op.create_index("ix_guilds_left_at", "guilds", ["left_at"])
    op.create_table(
        "schedules",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.guild_id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_kind", sa.String(16), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("mention_role_id", sa.BigInteger()),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("failed_days", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(300)),
        sa.Column("told_at", UtcTime()),
        sa.Column("created_at", UtcTime(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_schedules_guild_id", "schedules", ["guild_id"])
    op.create_table(
        "posts",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.guild_id", ondelete="CASCADE"), nullable=False),
        sa.Column("schedule_id", NUMBER, sa.ForeignKey("schedules.id", ondelete="CASCADE"), nullable=False),
        sa.Column("local_date", sa.Date()),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("wake_at", UtcTime()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("holder", sa.String(120)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("unsure_since", UtcTime()),
        sa.Column("record_id", sa.String(80)),
        sa.Column("round", sa.Integer()),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("finished_at", UtcTime()),
        sa.Column("problem", sa.String(300)),
        sa.UniqueConstraint("schedule_id", "local_date", name="uq_posts_schedule_id_local_date"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posts_guild_id", "posts", ["guild_id"])
    op.create_index("ix_posts_wake_at", "posts", ["wake_at"])
    op.create_table(
        "told",
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.guild_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("record_id", sa.String(80), primary_key=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("told", "posts", "schedules", "guilds", "facts"):
        op.drop_table(table)
