"""The editor of one kind of case: name, stages, fields; each page saves by itself, after a look at what it changes."""
