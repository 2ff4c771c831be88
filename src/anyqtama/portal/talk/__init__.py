"""The talk itself: its lines, its state, files, reading, leaving, rating, the transcript."""
