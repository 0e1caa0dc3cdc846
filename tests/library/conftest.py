"""Collections, made anew for each test of the library."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from article_folder import Collection


@pytest.fixture
def collect(tmp_path: Path) -> Iterator[Callable[[int], Collection]]:
    made: list[Collection] = []

    def make(count: int) -> Collection:
        folder = tmp_path / f"collection{len(made)}"
        folder.mkdir()
        made.append(Collection(folder, count))
        return made[-1]

    yield make
    for collection in made:
        collection.close()


@pytest.fixture
def collection(collect: Callable[[int], Collection]) -> Collection:
    """Four articles."""
    return collect(4)
