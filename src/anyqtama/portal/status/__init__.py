"""The state of a case, by its number and code."""
