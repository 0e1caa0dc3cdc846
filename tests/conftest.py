"""What all tests share."""

import pytest
from drill import Drill


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole-drills", action="store_true", help="run the drills with their whole counts, not a few")


@pytest.fixture
def drill(request: pytest.FixtureRequest) -> Drill:
    return Drill(bool(request.config.getoption("--whole-drills")))
