"""Outbound lists on the screen: made from a table or a saved search, led by their progress, worked client by client."""
