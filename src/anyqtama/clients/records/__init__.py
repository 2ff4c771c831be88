"""The quality of records: rules as data, findings and who must mend them, reported errors, bulk corrections."""
