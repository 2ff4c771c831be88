"""Simulated people: clients with their matters, operators with their shifts. They act through the verbs only."""
