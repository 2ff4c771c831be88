"""Support on a case: what it is, why it happens, what puts it right, what the client is told and needs besides."""
