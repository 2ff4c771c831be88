"""Matters that come in on paper: scans that wait, typing them, a second pair of eyes."""
