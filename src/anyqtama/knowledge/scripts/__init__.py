"""Scripts: the list, the steps read, the steps written."""
