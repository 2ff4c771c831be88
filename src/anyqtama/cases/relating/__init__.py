"""How cases belong together: alike ones found, related, joined as the same matter, split; all of it can be seen."""
