"""What all tests share."""

import os

import pytest
from drill import Drill

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole-drills", action="store_true", help="run the drills with their whole counts, not a few")


@pytest.fixture
def drill(request: pytest.FixtureRequest) -> Drill:
    return Drill(bool(request.config.getoption("--whole-drills")))
