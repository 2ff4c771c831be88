"""What happened: facts rolled up from the journal; deleting them and reading again gives the same."""
