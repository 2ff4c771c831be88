"""Articles on their pages: found, read, with their revisions, written."""
