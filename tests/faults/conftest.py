from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation, installation


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    with installation(request.param, tmp_path) as made:
        yield made
