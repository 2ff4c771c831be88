"""The answer to a client on paper: draft, agreement, signature, sending, proof, the client's own word."""
