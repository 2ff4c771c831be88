"""The settings: everything a contact's way reads as data, changed on plain screens by the system administrator."""
