import logging
import sys

import pytest

from anyqtama.config.logs import plain_refusals


@pytest.mark.parametrize(("status", "kept"), [(403, False), (500, True)])
def test_a_refusal_is_one_line_and_a_failure_keeps_its_traceback(status: int, kept: bool) -> None:
    try:
        raise PermissionError
    except PermissionError:
        record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Forbidden", None, sys.exc_info())
    record.status_code = status
    assert plain_refusals(record)
    assert bool(record.exc_info) is kept
