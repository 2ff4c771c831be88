"""The page where a person's absences and deputies are planned."""
