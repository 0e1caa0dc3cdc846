"""What all tests share."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole-drills", action="store_true", help="run the drills with their whole counts, not a few")


class Drill:
    """How often a drill is to be tried: `drill.count(few, whole)`."""

    def __init__(self, is_whole: bool) -> None:
        self.is_whole = is_whole

    def count(self, few: int, whole: int) -> int:
        return whole if self.is_whole else few


@pytest.fixture
def drill(request: pytest.FixtureRequest) -> Drill:
    return Drill(bool(request.config.getoption("--whole-drills")))
