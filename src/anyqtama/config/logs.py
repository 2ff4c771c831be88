"""What the console says of a request."""

import logging


def plain_refusals(record: logging.LogRecord) -> bool:
    """A refused right is an answer and no failure: one line, without the way through the code."""
    if getattr(record, "status_code", None) == 403:
        record.exc_info = None
    return True
