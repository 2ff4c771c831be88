"""A contact from arrival to wrap-up: queues, topics, routing, conversation."""
