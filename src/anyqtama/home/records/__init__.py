"""The quality of records: what is wrong and who mends it, reported errors, the map of records, bulk corrections."""
