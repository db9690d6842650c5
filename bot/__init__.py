"""Defection Bot: answers questions about defection, on Discord, in the browser and on the command line."""

VERSION = "0.1.0"
PROJECT_PAGE = "https://github.com/defection-bot/defection-bot"
"""Where the bot's people, sources and code are kept, for whoever wants to mend or add something."""
