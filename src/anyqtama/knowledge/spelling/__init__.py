"""Spelling help in the fields where people write to clients: what the page asks, and the organisation's own words."""
