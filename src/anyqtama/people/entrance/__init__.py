"""The door: login and password, the code, the first telephone, the first own password."""
