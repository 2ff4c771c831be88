"""Before and around the talk: the window, the notice, the start, the written request."""
