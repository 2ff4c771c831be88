"""Tests that span packages; each package's own tests lie beside its code."""
