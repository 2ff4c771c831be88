"""Reminders before a date and the ladder after it: rules as data, one timer a case."""
