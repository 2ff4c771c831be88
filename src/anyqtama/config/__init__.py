"""The top floor: settings, addresses, wiring and commands."""
