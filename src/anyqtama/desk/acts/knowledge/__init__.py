"""The verbs of the knowledge panel: used, something is wrong with it."""
