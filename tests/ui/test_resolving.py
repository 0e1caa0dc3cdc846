"""From an article in conflict to where it is resolved, in the whole window."""

from living import Living
from PySide6.QtCore import Qt

from reviewer.articles.edits import SetValue


def test_resolve_leads_to_the_changes_of_the_article(living: Living, qtbot) -> None:
    window = living.window()
    living.activate(window)
    session = window.session
    for path in ("a1.md", "a2.md"):
        session.stage("Edit {articles}", [SetValue(("quality",), 80)], (living.id_of(session, path),))
    living.until(lambda: session.modified == 2)
    file = living.articles.root / "a1.md"
    file.write_bytes(file.read_bytes().replace(b"quality: 1\n", b"quality: 30\n"))
    session.refresh()
    session.select((living.id_of(session, "a1.md"),))
    living.until(lambda: not window.inspector.conflict.isHidden())
    window.inspector.conflict.resolve.click()
    living.until(lambda: [row.path for row in window.changes.model.rows] == ["a1.md"])
    living.until(lambda: window.changes.head.words == "1 of 2 changes in 2 articles · 1 conflict")
    living.until(window.changes.table.hasFocus)
    living.until(lambda: [row.clashes for row in window.changes.model.rows] == [True])
    qtbot.keyClick(window.changes.table, Qt.Key.Key_T)
    living.until(lambda: window.inspector.conflict.isHidden() and session.modified == 1)
    window.changes.head.filter_by("")
    living.until(lambda: [row.path for row in window.changes.model.rows] == ["a2.md"])
    qtbot.keyClick(window.changes.table, Qt.Key.Key_Return)
    living.until(lambda: session.selection.current == living.id_of(session, "a2.md"))
