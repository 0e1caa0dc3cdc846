"""Two processes follow the journal in one catalog: whatever their order, it ends as the journal and the files are."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from article_folder import Collection, modified

from reviewer.articles.edits import SetValue
from reviewer.library import refreshing
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.following import SEQUENCE
from reviewer.library.journal.journal import Journal
from reviewer.library.library import Library

PUBLISH, QUALITY = SetValue(("published",), True), SetValue(("quality",), 77)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Something is done, once, when rows have been read and are about to be put."""

    def arrange(act: Callable[[], object]) -> None:
        put, waiting = CatalogWriter.transaction, [act]

        def act_then_put(writer: CatalogWriter) -> object:
            if waiting:
                waiting.pop()()
            return put(writer)

        monkeypatch.setattr(CatalogWriter, "transaction", act_then_put)

    return arrange


def check_is_true(library: Library, path: str, published: object) -> None:
    article, _ = library.article(path)
    row = next(row for row in library.reader.rows(library.reader.ids()) if row.path == path)
    assert (row.published, row.quality, row.modified) == (article.published, article.quality, path in modified(library))
    assert row.published is published


@pytest.mark.parametrize("behind", [True, False])
def test_older_rows_are_not_put_over_newer_ones(
    collection: Collection, meanwhile: Callable[[Callable[[], object]], None], behind: bool
) -> None:
    """One reads an article, another stages it and tells the catalog, then the first puts what it has read."""
    first, second = collection.opened(), collection.open()
    first.stage("Quality", [QUALITY], ["a0.md"])
    if behind:
        second._writer.set_meta(SEQUENCE, 0)
    else:
        (collection.root / "a0.md").write_bytes((collection.root / "a0.md").read_bytes() + b"More.")
    meanwhile(lambda: first.stage("Publish", [PUBLISH], ["a0.md"]))
    if behind:
        assert second.catch_up()
    else:
        second.refresh()
    assert first.catch_up() is False
    check_is_true(first, "a0.md", True)
    assert modified(second) == {"a0.md"}


def test_what_a_refresh_has_read_is_not_put_over_what_is_staged_meanwhile(
    collection: Collection, meanwhile: Callable[[Callable[[], object]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = collection.opened(), collection.open()
    (collection.root / "a0.md").write_bytes((collection.root / "a0.md").read_bytes() + b"More.")
    read_all = refreshing.read_all

    def read_all_first(*arguments: Any) -> Iterator[object]:
        yield from read_all(*arguments)
        meanwhile(lambda: first.stage("Publish", [PUBLISH], ["a0.md"]))

    monkeypatch.setattr(refreshing, "read_all", read_all_first)
    second.refresh()
    check_is_true(first, "a0.md", True)
    assert modified(second) == {"a0.md"}


def test_what_was_saved_is_not_marked_over_what_is_staged_since(
    collection: Collection, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    first, second = collection.opened(), collection.open()
    second.stage("Quality", [QUALITY], ["a0.md"])
    meanwhile(lambda: first.stage("Publish", [PUBLISH], ["a0.md"]))
    second.save()
    check_is_true(first, "a0.md", True)
    assert modified(second) == {"a0.md"}


def test_the_sequence_is_never_lowered(collection: Collection) -> None:
    """One has put its rows and not yet noted that; the other catches up with less, in between."""
    first, second = collection.opened(), collection.open()
    first.stage("Quality", [QUALITY], ["a0.md"])
    second._writer.set_meta(SEQUENCE, 0)
    note, noted = second._follower._note_seen, threading.Event()

    def note_late(sequence: int) -> None:
        first.stage("Publish", [PUBLISH], ["a1.md"])
        noted.set()
        note(sequence)

    second._follower._note_seen = note_late  # type: ignore[method-assign]  # the moment between two transactions
    second.catch_up()
    assert noted.is_set() and not first.catch_up()
    check_is_true(first, "a1.md", True)


def test_a_catalog_that_is_newer_than_the_journal_is_made_anew(collection: Collection) -> None:
    """As where a journal was put back from a copy."""
    library = collection.opened()
    library._writer.set_meta(SEQUENCE, 1000)
    library = collection.open()
    assert library.reader.counts().all == 0
    library.refresh()
    library.stage("Publish", [PUBLISH], ["a0.md"])
    assert library._writer.get_meta(SEQUENCE) == Journal(collection.home.journal_path(collection.root)).sequence
    check_is_true(library, "a0.md", True)


def test_edits_that_a_file_holds_already_are_told_when_they_are_given_up(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["a0.md", "a1.md", "a2.md"])
    for path in ("a0.md", "a1.md"):
        file = collection.root / path
        file.write_bytes(file.read_bytes().replace(b"published: false", b"published: true"))
    report = library.refresh()
    assert (report.given_up, report.merged, report.changed, library.staged_count) == (2, 0, 2, 1)
    assert library.refresh().given_up == 0
    file = collection.root / "a2.md"
    file.write_bytes(file.read_bytes().replace(b"published: false", b"published: true"))
    library.read_again(["a2.md"])
    assert library.staged_count == 0
    assert library.refresh().given_up == 1, "who looked at it first had nobody to tell"


def test_what_was_caught_up_with_counts_as_changed(collection: Collection) -> None:
    first, second = collection.opened(), collection.opened()
    first.stage("Publish", [PUBLISH], ["a0.md"])
    first.save()
    second._writer.set_meta(SEQUENCE, 0)
    second._writer.mark([("a0.md", second.article("a1.md")[1].fingerprint, False)])  # as it was before
    report = second.refresh()
    assert (report.changed, report.unchanged, report.failed) == (1, 3, [])
