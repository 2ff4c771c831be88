"""Working together: alerts that somebody must take."""
