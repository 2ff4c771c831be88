"""Indicators declared once and used everywhere: formula, unit, source, direction, usual target, owner."""
