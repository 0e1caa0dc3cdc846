"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from article_folder import Collection
from drill import Drill
from hypothesis import settings
from leftovers import Leftovers
from living import Living, end_all

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole-drills", action="store_true", help="run the drills with their whole counts, not a few")


def pytest_configure(config: pytest.Config) -> None:
    """Properties are tried with fewer examples, but with --whole-drills; on a busy machine none is too slow."""
    settings.register_profile("few", max_examples=40, deadline=None)
    settings.register_profile("whole", max_examples=300, deadline=None)
    settings.load_profile("whole" if config.getoption("--whole-drills") else "few")


@pytest.fixture
def drill(request: pytest.FixtureRequest) -> Drill:
    return Drill(bool(request.config.getoption("--whole-drills")))


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with Qt leaves no window, thread, timer or process behind."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    leftovers = Leftovers()
    yield
    found = leftovers.found()
    if found:
        end_all()
        leftovers.end()
    assert not found, ", ".join(found)


@pytest.fixture
def living(qtbot, tmp_path: Path) -> Iterator[Living]:
    """A real session, and a window where it is asked for, over a folder of twelve small articles."""
    articles = Collection(tmp_path, 12)
    life = Living(articles, qtbot)
    yield life
    life.end()
    articles.close()
