"""What every floor stands on: journal, jobs, calendars, dated rules, files, numbers, search, live hints."""
