"""Discord's side, thin: read the interaction, call bot/, send. One file a group of commands."""

EXTENSIONS = ("cogs.questions", "cogs.on_messages", "cogs.people", "cogs.definitions", "cogs.browsing",
              "cogs.anniversaries",
              "cogs.quizzes", "cogs.daily", "cogs.settings", "cogs.privacy", "cogs.information",
              "cogs.freshness")  # fmt: skip
"""Every cog that the bot loads, in the order in which /help shows their commands."""
