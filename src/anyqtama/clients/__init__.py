"""The people and organisations we serve: one card, their identities, their consents."""
