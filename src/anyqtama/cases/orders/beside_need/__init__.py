"""The acts beside the need of a case."""
