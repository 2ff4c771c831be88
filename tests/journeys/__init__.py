"""A person's whole path through the real product, in a browser."""
