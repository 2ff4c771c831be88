"""The list of cases: saved views, filters, order, export, what is done with many at once."""
