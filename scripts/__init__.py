"""Tools for whoever works on the bot; none of it is installed."""
