"""Incidents: the same trouble of many clients, joined under one number, told and ended once."""
