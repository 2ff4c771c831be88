"""Settings that are no list of rows to edit: roles, the notice, keys of programs, the widget."""
