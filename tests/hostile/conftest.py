"""A server of its own, full of hostile words, and the journeys' windows with a tripwire."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.planting import PLANTED
from tests.journeys import launch
from tests.journeys.launch import Product

TRIPWIRE = """
window.__ran = [];
window.__xss = (number) => { window.__ran.push(number); console.error("a vector ran: " + number); };
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => void window.__ran.push(name);
addEventListener("securitypolicyviolation", (event) => window.__ran.push("policy: " + event.violatedDirective));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and "product" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def product(founded: Path) -> Iterator[Product]:
    with launch.running(founded) as running:
        running.run("-m", "tests.hostile.planting")
        yield running


@pytest.fixture(scope="session")
def planted(product: Product) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((product.data / PLANTED).read_text(encoding="utf-8"))
    return found


@pytest.fixture
def wired(person: Callable[..., Any]) -> Callable[..., Any]:
    """`wired("lead")`: signed in, with the tripwire in every page that follows."""

    def sign_in(login: str, **more: Any) -> Any:
        made = person(login, **more)
        made.context.add_init_script(TRIPWIRE)
        return made

    return sign_in
