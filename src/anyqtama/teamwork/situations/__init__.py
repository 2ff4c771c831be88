"""Non-standard situations: one key reports, managers on duty are told and acknowledge, else the next in line."""
