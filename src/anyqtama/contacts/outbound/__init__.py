"""Outbound lists: filled, judged, worked off one client after another at allowed hours, each attempt with its result."""
