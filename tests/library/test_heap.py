"""What is written is the same whether memory was given back in between or not."""

import multiprocessing
from collections.abc import Callable

import pytest
from article_folder import Collection

from reviewer.library import pool
from reviewer.library.library import Library


def test_a_library_goes_on_after_it_gave_memory_back(collect: Callable[[int], Collection]) -> None:
    collection = collect(30)
    library = Library(collection.root, collection.home)
    try:
        library.refresh()
        library.slim()
        (collection.root / "new.md").write_bytes(b"---\ntitle: New\n---\n")
        assert library.refresh().added == 1
        library.slim()
        assert library.reader.counts().all == 31
    finally:
        library.close()


def test_processes_that_have_rested_are_ended_and_begun_again(
    collect: Callable[[int], Collection], monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = collect(pool.FEW + 20)
    library = Library(collection.root, collection.home)
    try:
        for _ in range(2):
            monkeypatch.setattr(pool, "REST_SECONDS", 1000.0)
            for path in collection.root.glob("*.md"):
                path.write_bytes(path.read_bytes() + b"More\n")
            library.refresh()
            assert not library.slim()
            assert multiprocessing.active_children()
            monkeypatch.setattr(pool, "REST_SECONDS", 0.0)
            assert library.slim()
            assert not multiprocessing.active_children()
    finally:
        library.close()
