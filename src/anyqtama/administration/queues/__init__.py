"""The pages of one queue."""
