"""Working a list: the client in hand, the call or message, the result."""
