"""One case on one page: its history, its clock, what can be done."""
