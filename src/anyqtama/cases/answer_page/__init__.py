"""The page of a case's answer: what it shows, what is done there, and the list of what waits for the reader."""
