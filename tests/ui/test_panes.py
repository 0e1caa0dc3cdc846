"""No content moves a splitter; Tab goes from region to region."""

from living import Living
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

BROKEN = "---\ntitle: [" + "a very long word " * 40 + "\nmore: 1\n"
LINKED = """---
title: One
webUrl: https://a.example/
related:
  - title: Another
    webUrl: https://b.example/
---
body
"""


def test_a_broken_article_leaves_the_splitter_where_it_is(living: Living) -> None:
    (living.articles.root / "a3.md").write_text(BROKEN, "utf-8")
    window = living.window()
    window.resize(1240, 700)
    living.until(lambda: window.panes.right == "stack")
    session, panes = window.session, window.panes
    broken, sound = (living.id_of(session, path) for path in ("a3.md", "a1.md"))
    session.select({sound}, sound)
    living.until(window.preview.article_page.isVisible)
    before = panes.beside.sizes()
    session.select({broken}, broken)
    living.until(window.preview.problem_page.isVisible)
    living.settle(session)
    assert panes.beside.sizes() == before
    session.select({sound}, sound)
    living.until(window.preview.article_page.isVisible)
    assert panes.beside.sizes() == before
    panes.beside.setSizes([0, 10_000])
    assert min(panes.beside.sizes()) < 140


def test_tab_goes_through_the_preview_and_on_into_the_inspector(living: Living) -> None:
    (living.articles.root / "a3.md").write_text(LINKED, "utf-8")
    window = living.window()
    living.activate(window)
    window.resize(1240, 800)
    session = window.session
    linked = living.id_of(session, "a3.md")
    session.select({linked}, linked)
    living.until(window.preview.article_page.isVisible)
    living.settle(session)
    window.regions.focus(window.preview)
    passed = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        passed.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert passed == [
        "Preview",
        "Open Web page",
        "Copy link",
        "Open web page of Another",
        "Copy the link of Another",
        "Quality slider",
        "Quality",
    ]


def test_the_filters_are_as_wide_as_before_when_the_text_was_large_for_a_while(living: Living) -> None:
    window = living.window()
    window.resize(1440, 900)
    appearance = living.app().appearance
    living.until(lambda: window.panes.right == "stack" and not window.panes.is_narrow)
    before = window.panes.filters.width()
    assert before > 200
    appearance.use_zoom(200)
    living.until(lambda: window.panes.is_narrow)
    appearance.use_zoom(100)
    living.until(lambda: not window.panes.is_narrow)
    living.settle(window.session)
    assert window.panes.filters.width() == before
    window.resize(700, 900)
    living.until(lambda: window.panes.is_narrow)
    window.resize(1440, 900)
    living.until(lambda: not window.panes.is_narrow)
    assert window.panes.filters.width() == before
    appearance.use_zoom(125)
    living.until(lambda: window.panes.filters.width() > before)
    appearance.use_zoom(100)
