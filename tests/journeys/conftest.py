"""The running product of the journeys, with its people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SignIn
from tests.journeys import launch
from tests.journeys.launch import Product

HERE = Path(__file__).parent
__all__ = ["SignIn"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def product(request: pytest.FixtureRequest, founded: Path) -> Iterator[Product]:
    """One a file: what one file's people leave behind is nothing to the next."""
    with launch.running(founded, noop=request.config.getoption("--noop") or "") as running:
        yield running
