from collections.abc import Iterator

import pytest
import time_machine

from tests.cast import NOW


@pytest.fixture
def still_clock() -> Iterator[None]:
    """Limits count by windows of the clock: a test that fills one must not step into the next."""
    with time_machine.travel(NOW, tick=False):
        yield
