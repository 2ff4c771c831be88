"""The demo centre: invented content, played through the real verbs at past and present times."""
