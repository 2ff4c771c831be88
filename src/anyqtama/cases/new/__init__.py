"""Registering a case by hand, without a talk."""
