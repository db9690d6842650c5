"""What each server has chosen and done: settings, daily posts, what it was told. Knows nothing of Discord."""
