"""A word to the client while the case goes on: by which way it comes, and that it was said."""
