"""What Alembic runs: the migrations, on the connection that `bot.guilds.migrating` hands over."""

from __future__ import annotations

from alembic import context

from bot.guilds.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
