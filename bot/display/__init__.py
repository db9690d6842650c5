"""Records and answers -> what Discord shows: embeds, buttons, private messages."""
