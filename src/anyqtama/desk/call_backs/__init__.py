"""Promised call-backs on the screen: promising one from a contact, a case or a card; mine and those of my queues."""
