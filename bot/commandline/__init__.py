"""The commands of `python -m bot`. Each module is imported only when one of its commands is called."""
