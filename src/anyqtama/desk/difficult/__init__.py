"""The keys for difficult contacts at the desk: D for a method, L for a life in danger."""
