"""Alembic's migrations of the servers' database, run at start by `bot.guilds.upgrading`."""
