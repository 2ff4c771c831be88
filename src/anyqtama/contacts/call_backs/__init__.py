"""Calls promised to clients: made from any contact or case, rung at their minute, called off with a reason."""
