"""The acts on a complaint: its parts on the page of the case."""
