"""Clients into a list by a table: a look at every row, then all that are right."""
