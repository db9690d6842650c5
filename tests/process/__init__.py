"""The bot as a process of its own against the stand-in for Discord: what SimCord can't show."""
