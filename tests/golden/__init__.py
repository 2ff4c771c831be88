"""One entry of each kind and version that was ever written, kept for good."""
