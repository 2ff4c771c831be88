"""The verbs of the keys D and L."""
