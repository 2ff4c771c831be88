"""What a press of a button does: each address one call of a verb, one way of answering for all."""
