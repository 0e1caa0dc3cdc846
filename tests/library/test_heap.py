"""What is written is the same whether memory was given back in between or not."""

from collections.abc import Callable

from article_folder import Collection

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
