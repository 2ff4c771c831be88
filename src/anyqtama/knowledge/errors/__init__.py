"""Known errors: written by those who write, found beside the talk and on a case."""
