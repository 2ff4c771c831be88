"""Matters that outlive the talk: registered with a number and a due time, answered, closed."""
