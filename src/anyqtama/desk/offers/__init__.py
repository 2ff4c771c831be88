"""The client's need beside the talk: taken down, read back, what is offered for it and what the client says."""
