"""Other systems are told of situations: signed, without personal data, tried again until they answer."""
