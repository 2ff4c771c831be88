"""What changed: told, read, and by whom not yet."""
