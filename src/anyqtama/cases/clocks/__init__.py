"""The three clocks of support: first reply, cause, fix; each with its term by severity and what it counts."""
