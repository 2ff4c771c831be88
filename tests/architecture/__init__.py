"""What the design promises of the whole source, held by machine."""
