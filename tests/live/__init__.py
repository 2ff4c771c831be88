"""Hints between processes over real transports."""
