"""The verbs of the middle column."""
