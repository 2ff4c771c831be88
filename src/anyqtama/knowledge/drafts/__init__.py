"""Drafts on their way, and what waits for those who write."""
