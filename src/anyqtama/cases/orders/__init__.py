"""Advising and ordering: the need confirmed, what fits it, what was offered, the lines of an order, its read-back."""
