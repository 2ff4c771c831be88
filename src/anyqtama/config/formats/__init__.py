"""Dates and numbers as the three languages write them (Django ships none for Kazakh)."""
