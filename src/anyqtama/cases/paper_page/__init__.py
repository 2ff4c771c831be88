"""The pages of paper: what waits, the scan beside the fields that are typed, the second pair of eyes."""
