"""The inspector with everything real: what is typed ends in the right file, and in no other."""

import pytest
from PySide6.QtCore import Qt

from reviewer.ui.inspector.inspector import Inspector


@pytest.fixture
def session(living):
    return living.session()


@pytest.fixture
def inspector(living, session, qtbot):
    made = Inspector(session)
    qtbot.addWidget(made)
    made.resize(380, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    session.open([living.articles.root])
    living.until(lambda: len(session.answer.ids) == len(living.articles.paths))
    living.settle(session)
    return made


@pytest.fixture
def show(living, session, inspector):
    def select(*paths):
        ids = frozenset(living.id_of(session, path) for path in paths)
        session.select(ids)
        living.until(lambda: inspector.subject.ids == ids and inspector.sheet.isEnabled())

    return select


def saved(living, session):
    """The files as they are after a save: path to bytes."""
    living.settle(session)
    session.save()
    living.settle(session)
    living.until(lambda: session.modified == 0)
    return {path: (living.articles.root / path).read_bytes() for path in living.articles.paths}


def test_typed_text_reaches_the_file_it_was_typed_for(living, session, inspector, show, qtbot):
    before = saved(living, session)
    first, second, *_ = living.articles.paths
    show(first)
    field = inspector.sheet.fields.row("title").input
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Typed for the first")
    show(second)
    assert inspector.sheet.fields.row("title").text != "Typed for the first"
    after = saved(living, session)
    assert [path for path in before if before[path] != after[path]] == [first]
    assert b"Typed for the first" in after[first]


def test_a_walk_with_the_keyboard_through_all_writes_nothing(living, session, inspector, show):
    before = saved(living, session)
    for path in living.articles.paths:
        show(path)
        for row in inspector.sheet.fields.rows:
            getattr(row, "focus", row.setFocus)()
    show(*living.articles.paths)
    for row in inspector.sheet.fields.rows:
        getattr(row, "focus", row.setFocus)()
    assert inspector.commit_pending()
    assert session.undo_name is None
    assert saved(living, session) == before


def test_quality_and_topics_of_a_selection_and_back(living, session, inspector, show, qtbot):
    before = saved(living, session)
    paths = living.articles.paths[:5]
    show(*paths)
    inspector.sheet.quality.focus()
    inspector.sheet.quality.input.type_over("189")
    qtbot.keyClick(inspector.sheet.quality.input, Qt.Key.Key_Return)
    living.until(lambda: session.undo_name == "Set quality of 5 articles")
    inspector.sheet.topics.input.setFocus()
    qtbot.keyClicks(inspector.sheet.topics.input, "Quite new")
    qtbot.keyClick(inspector.sheet.topics.input, Qt.Key.Key_Return)
    living.until(lambda: ("Quite new", 5) in inspector.subject.topics)
    assert inspector.sheet.quality.text == "189"
    show(paths[0])
    assert inspector.status.words == "modified"
    assert inspector.sheet.quality.frame.is_modified
    for _ in range(2):
        session.undo()
        living.settle(session)
    living.until(lambda: not inspector.sheet.quality.frame.is_modified)
    assert "Quite new" not in [topic for topic, _ in inspector.subject.topics]
    assert saved(living, session) == before


def test_publishing_a_mixed_selection(living, session, inspector, show):
    paths = living.articles.paths[:4]
    show(paths[0])
    inspector.sheet.published.publish.click()
    living.until(lambda: inspector.subject.published == 1)
    show(*paths)
    assert inspector.sheet.published.words.words == "Published (1 of 4)"
    inspector.sheet.published.publish.click()
    living.until(lambda: inspector.sheet.published.words.words == "Published (all 4)")


def test_topics_in_use_are_offered(living, session, inspector, show, qtbot):
    show(*living.articles.paths[:2])
    topics = inspector.sheet.topics
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "Quite new")
    qtbot.keyClick(topics.input, Qt.Key.Key_Return)
    living.until(lambda: ("Quite new", 2) in inspector.subject.topics)
    show(living.articles.paths[5])
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "qui")
    living.until(lambda: topics.input.offered == ["Quite new"])
    topics.input.clear_typed()
