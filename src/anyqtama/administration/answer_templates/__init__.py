"""The page of one template of answers, with its preview on a real case."""
