"""The checks of the gate find what they are there to find."""
