"""One's own pages: profile, password, second factor, sessions, working state."""
