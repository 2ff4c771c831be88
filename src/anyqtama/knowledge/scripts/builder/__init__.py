"""The page on which a script is built."""
