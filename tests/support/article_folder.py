"""Collections of small articles, for tests."""

from collections.abc import Sequence
from pathlib import Path

from reviewer.library.home import Home
from reviewer.library.library import Library

TEXT = """---
title: Article {number}
quality: {number}
published: false  # not yet
topics:
  - AI
---
Body {number}, with --- in it.\r\nAnd more.
"""


class Collection:
    """A folder of articles `a0.md`, `a1.md`, ..., and a home of its own. Libraries are closed after the test."""

    def __init__(self, folder: Path, count: int) -> None:
        self.root, self.home = folder / "articles", Home.below(folder / "home")
        self.root.mkdir()
        self.paths = [f"a{number}.md" for number in range(count)]
        for number, path in enumerate(self.paths):
            (self.root / path).write_bytes(TEXT.format(number=number).encode())
        self._libraries: list[Library] = []

    def open(self) -> Library:
        """The collection, as its catalog and journal have it."""
        library = Library(self.root, self.home)
        self._libraries.append(library)
        return library

    def opened(self) -> Library:
        """The collection, with all files read."""
        library = self.open()
        library.refresh()
        return library

    def disk(self) -> dict[str, bytes]:
        return {path: (self.root / path).read_bytes() for path in self.paths}

    def close(self) -> None:
        for library in self._libraries:
            library.close()


def present(library: Library, paths: Sequence[str]) -> dict[str, bytes]:
    return {path: library.article(path)[1].present for path in paths}


def modified(library: Library) -> set[str]:
    """The articles that the catalog shows as modified."""
    return {row.path for row in library.reader.rows(library.reader.ids()) if row.modified}
