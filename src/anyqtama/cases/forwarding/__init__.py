"""A matter of another body goes there within its own term, and the client is told at once."""
