"""Pages that compose: my day, search over everything, the map of duties."""
