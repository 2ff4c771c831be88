"""The live wall, the people of today and the hand of a lead on queues and running contacts."""
