"""The department's own simple screen: what is given to us; take it, ask, answer."""
