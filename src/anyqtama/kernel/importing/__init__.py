"""Tables that go in after a look: what columns mean, a plan of each row, the table between preview and yes."""
