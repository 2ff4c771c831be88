"""The catalogue on its pages: read, compared, written, carried in tables."""
