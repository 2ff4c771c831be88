"""How words and voices come in and go out: messages, the registry of adapters, delivery."""
