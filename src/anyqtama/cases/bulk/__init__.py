"""Cases in bulk from a table: every row looked at first, then all or none."""
