"""A stage for each test of the settings."""

from typing import Any

import pytest

from anyqtama.administration.tests.stage import Stage, stage


@pytest.fixture
def settled(db: None, settings: Any) -> Stage:
    settings.SECOND_FACTOR = False
    return stage()
