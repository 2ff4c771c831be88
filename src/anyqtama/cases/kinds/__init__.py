"""Kinds of case as data: stages with their ways, typed fields, and what is checked before either is saved."""
