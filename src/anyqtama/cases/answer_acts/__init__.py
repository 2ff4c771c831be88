"""What people do with a case's answer from its page; each address calls one verb."""
