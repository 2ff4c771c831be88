"""The board of what happens now."""
