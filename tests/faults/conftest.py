from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.faults.installation import Installation, copied, founded

Install = Callable[[str, Path], AbstractContextManager[Installation]]


@pytest.fixture(scope="session")
def install(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    """`install("sqlite", folder)`: a new installation, copied from the first of its kind."""
    with ExitStack() as kept:

        @cache
        def pattern(kind: str) -> Installation:
            return kept.enter_context(founded(kind, tmp_path_factory.mktemp(kind)))

        yield lambda kind, folder: copied(pattern(kind), folder)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path, install: Install) -> Iterator[Installation]:
    with install(request.param, tmp_path) as made:
        yield made
