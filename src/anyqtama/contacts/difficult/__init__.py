"""Difficult contacts: methods with their words, warning, lawful end, a lead who takes over, a short break; rescue."""
