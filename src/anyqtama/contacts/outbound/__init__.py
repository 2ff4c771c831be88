"""Outbound lists: filled, judged, worked client by client at allowed hours, each attempt with its result."""
