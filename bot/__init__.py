"""Defection Bot: answers questions about defection, on Discord, in the browser and on the command line."""

VERSION = "0.1.0"
