"""What the law gives a client: their data in a file, and to be forgotten."""
