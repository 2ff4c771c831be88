"""The acts that tie cases together and part them."""
