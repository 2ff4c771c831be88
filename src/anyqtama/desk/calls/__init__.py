"""The telephone beside the system: calls begun by hand, and calls a PBX announces."""
