"""The staff: who they are, what they may do, what they can do, and what they are doing now."""
