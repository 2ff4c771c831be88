"""The page of one webhook: its secret, a test, its last deliveries."""
