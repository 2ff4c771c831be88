"""A person's own papers: the requests they processed in a period, and the journal of incoming requests."""
