"""Django's SQLite backend with a queue for its writers."""
