"""The hand of a lead: what is posted from the wall's pages."""
