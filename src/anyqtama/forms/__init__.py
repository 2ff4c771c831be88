"""Questionnaires with versions, and the answers given to them."""
