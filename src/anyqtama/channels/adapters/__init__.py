"""One folder a kind of provider. Imported only by channels.registry."""
