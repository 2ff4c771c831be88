"""The page of the second pair of eyes: the scan beside what another person typed."""
