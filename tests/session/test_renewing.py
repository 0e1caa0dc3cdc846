"""A catalog that turns out to be damaged while a window has it open."""

import pytest
from living import Living
from spoiling import rewrite, spoil

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.opening import WAS_DAMAGED
from reviewer.library.catalog.writer import CatalogWriter

PUBLISH = [SetValue(("published",), True)]


@pytest.mark.parametrize("table", ["article", "reviewed", "words_data"])
def test_the_list_follows_a_catalog_that_is_made_anew(living: Living, table: str) -> None:
    session = living.opened()
    session.stage("Publish {articles}", PUBLISH, session.answer.ids[:2])
    living.until(lambda: session.modified == 2 and not session.busy)
    paths = [row.path for row in session.rows(session.answer.ids)]
    session.unsaved.leave_out(session.answer.ids[:1], True)
    session.select([session.answer.ids[2]])
    living.settle(session)
    before = session.answer.ids
    assert session.catalog_path is not None
    spoil(session.catalog_path, table)

    session.search("Article")
    living.until(lambda: set(session.answer.ids).isdisjoint(before) and len(session.answer.ids) == len(before))
    living.settle(session)
    assert [message.words for message in living.told].count(WAS_DAMAGED) == 1
    assert not [message.words for message in living.told if message.kind == "error"]
    assert [row.path for row in session.rows(session.answer.ids)] == paths
    living.until(lambda: [row.path for row in session.rows(list(session.selection.ids))] == [paths[2]])
    living.until(lambda: [row.path for row in session.rows(list(session.unsaved.left_out))] == [paths[0]])
    session.save()
    living.until(lambda: not session.busy and session.modified == 1)


@pytest.mark.parametrize("beginning", [bytes(16384), b"\xff" * 100])
def test_a_file_that_is_no_catalog_any_more_is_made_anew_while_it_is_open(living: Living, beginning: bytes) -> None:
    session = living.opened()
    session.stage("Publish {articles}", PUBLISH, session.answer.ids[:2])
    living.until(lambda: session.modified == 2 and not session.busy)
    before, paths = session.answer.ids, [row.path for row in session.rows(session.answer.ids)]
    assert session.catalog_path is not None
    rewrite(session.catalog_path, lambda content: beginning + content[len(beginning) :])

    session.refresh()
    living.until(lambda: set(session.answer.ids).isdisjoint(before) and len(session.answer.ids) == len(before))
    living.settle(session)
    assert [row.path for row in session.rows(session.answer.ids)] == paths and session.modified == 2
    assert [message.words for message in living.told].count(WAS_DAMAGED) == 1
    assert not [message.words for message in living.told if message.kind == "error"]


def test_a_catalog_that_another_process_makes_anew_is_followed(living: Living) -> None:
    session = living.opened()
    session.select([session.answer.ids[1]])
    living.settle(session)
    before, paths = session.answer.ids, [row.path for row in session.rows(session.answer.ids)]
    assert session.catalog_path is not None
    other = CatalogWriter(session.catalog_path)
    other.renew()
    other.close()
    living.until(lambda: set(session.answer.ids).isdisjoint(before) and len(session.answer.ids) == len(before))
    living.settle(session)
    living.until(lambda: [row.path for row in session.rows(list(session.selection.ids))] == [paths[1]])
