"""What people do with a case from its page; each address calls one verb."""
