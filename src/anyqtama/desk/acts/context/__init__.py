"""The verbs of the right column."""
