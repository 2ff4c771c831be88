"""Posting to other systems by ourselves: where we may post to, and one try with its outcome."""
