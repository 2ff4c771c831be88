"""The directory on its pages."""
