"""How a text of the knowledge base is drawn."""
