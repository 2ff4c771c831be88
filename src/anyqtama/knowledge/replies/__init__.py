"""Quick replies: the list and the writing of them."""
