"""The smaller verbs of a client's card: identities, consents, representatives."""
