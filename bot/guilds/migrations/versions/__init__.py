"""One file a migration; its name begins with its revision, which count up: 0001, 0002, ..."""
