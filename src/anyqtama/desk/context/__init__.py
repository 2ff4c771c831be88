"""The right of the desk: the client's card, the script, knowledge, the case."""
