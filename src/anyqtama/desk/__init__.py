"""The operator's workplace: offers, conversations, the client's card, script, knowledge, cases, calls beside a PBX."""
