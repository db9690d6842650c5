"""Quizzes that run, their answers, scores by week, and reports of mistakes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.guilds.tables import NUMBER, UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "quizzes",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.guild_id", ondelete="CASCADE")),
        sa.Column("channel_id", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quizzes_guild_id", "quizzes", ["guild_id"])
    op.create_table(
        "quiz_answers",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("quiz_id", NUMBER, sa.ForeignKey("quizzes.id", ondelete="CASCADE"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.UniqueConstraint("quiz_id", "round", "user_id", name="uq_quiz_answers_quiz_id_round_user_id"),
    )
    op.create_table(
        "quiz_scores",
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.guild_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("user_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.String(80), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("decision", sa.String(16)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_user_id", "reports", ["user_id"])
