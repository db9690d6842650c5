"""How well the bot finds and answers, beside its peers measured in the same run: `make quality`."""
