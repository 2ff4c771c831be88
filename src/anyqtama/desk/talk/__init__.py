"""What was said, and what can be said at a press of a key."""
