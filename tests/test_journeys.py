"""A curator's morning, end to end: by keyboard in the window, on the command line, and both on the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from article_folder import Collection
from living import Living
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.session.session import Session
from reviewer.ui.changes.change_cells import button_places, tick_place
from reviewer.ui.changes.change_model import CHANGE
from reviewer.ui.changes.change_table import ChangeTable
from reviewer.ui.main_window import MainWindow
from reviewer.ui.plan.plan_dialog import PlanDialog
from reviewer.ui.plan.plan_model import TICK

ARTICLE = """---
category: news
title: "{title}"
excerpt: "What it found, in two sentences. And what it did not."
publishedDateTime: 2021-10-1{number}T15:53:00Z
webUrl: "https://lab.example/{number}"
type: article
quality: {quality}
heat: -1
published: false

provider:
  name: Lab Notes
  domain: lab.example

topics:
  - Machine Learning
  - AI

images:
  - url: "/pictures/missing-{number}.png"
    width: 720
    height: 432
    isCached: true

related:
  - title: "The same story elsewhere"
    publishedDateTime: 2021-10-19T13:40:00Z
    webUrl: "https://other.example/{number}"
    type: article
    provider:
      name: Other
      domain: other.example
    quality: 59

secured: "b3RoZXJzIG1heSBub3QgcmVhZCB0aGlz;a2V5"
---

"""
NO_KEY, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
CTRL_SHIFT = CTRL | SHIFT
TITLES = ("Tumours seen sooner", "Learning to see cells", "A map of mutations", "Scans that explain", "Память машин")


@pytest.fixture
def five(tmp_path: Path) -> Collection:
    """Five articles in the shape that curators judge."""
    articles = Collection(tmp_path, 0)
    for number, title in enumerate(TITLES):
        name = f"00{number}_{number * 7919:016x}.txt"
        text = ARTICLE.format(title=title, number=number, quality=19 + number)
        (articles.root / name).write_bytes(text.encode())
        articles.paths.append(name)
    return articles


@pytest.fixture
def curator(qtbot, five: Collection):
    life = Living(five, qtbot)
    yield life
    life.end()
    five.close()


def _press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        QTest.keyClick(widget, key, held)


def _command(articles: Collection, *arguments: str) -> str:
    environment = os.environ | {"REVIEWER_HOME": str(articles.home.settings.parent), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "reviewer", *arguments]
    return subprocess.run(
        command, env=environment, cwd=articles.root, capture_output=True, text=True, check=True
    ).stdout


def _only(before: dict[str, bytes], *changes: tuple[bytes, bytes]) -> dict[str, bytes]:
    after = dict(before)
    for path, text in after.items():
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        after[path] = text
    return after


def test_five_articles_are_judged_by_keyboard_and_saved(curator: Living, five: Collection) -> None:
    before = five.disk()
    window = curator.window()
    session = window.session
    curator.activate(window)
    window.article_list.focus_list()
    _press(Qt.Key.Key_A, held=CTRL)
    curator.until(lambda: window.deeds.judging.fits.selected == 5)
    _press(Qt.Key.Key_P)
    curator.until(lambda: session.modified == 5 and not session.busy)
    _press(Qt.Key.Key_Z, held=CTRL)
    curator.until(lambda: session.modified == 0 and not session.busy)
    curator.until(lambda: window.menu_actions["publish"].isEnabled())
    _press(Qt.Key.Key_P)
    curator.until(lambda: session.modified == 5 and not session.busy)
    assert five.disk() == before
    listed = [
        json.loads(line)
        for line in _command(five, "list", ".", "--where", "is:modified", "--format", "json").splitlines()
    ]
    assert [article["published"] for article in listed] == [True] * 5
    _press(Qt.Key.Key_S, held=CTRL_SHIFT)
    curator.until(lambda: session.modified == 0 and not session.busy)
    assert five.disk() == _only(before, (b"published: false", b"published: true"))


def test_a_search_in_another_script_finds_and_one_article_changes(curator: Living, five: Collection) -> None:
    before = five.disk()
    window = curator.window()
    session = window.session
    curator.activate(window)
    _press(Qt.Key.Key_F, held=CTRL)
    committed = QInputMethodEvent()
    committed.setCommitString("ПАМЯТЬ quality>=20")
    QApplication.sendEvent(QApplication.focusWidget(), committed)
    curator.until(lambda: len(session.answer.ids) == 1)
    _press(Qt.Key.Key_Return)
    curator.until(lambda: len(session.selection.ids) == 1)
    curator.settle(session)
    _press(Qt.Key.Key_P)
    curator.until(lambda: session.modified == 1 and not session.busy)
    _press(Qt.Key.Key_S, held=CTRL)
    curator.until(lambda: session.modified == 0 and not session.busy)
    last = five.paths[-1]
    assert five.disk() == before | {last: before[last].replace(b"published: false", b"published: true")}


def _published(articles: Collection) -> set[str]:
    return {path for path, text in articles.disk().items() if b"\npublished: true\n" in text}


def _planned(curator: Living, window: MainWindow) -> PlanDialog:
    curator.until(lambda: window.planning.dialog is not None and window.planning.dialog.isActiveWindow())
    dialog = window.planning.dialog
    assert dialog is not None
    return dialog


def _overtake(articles: Collection, path: str, session: Session, curator: Living) -> None:
    """Another program writes to the field that is staged."""
    text = (articles.root / path).read_bytes()
    (articles.root / path).write_bytes(text.replace(b"\npublished: true\n", b"\npublished: soon\n"))
    session.refresh()
    curator.until(lambda: session.unsaved.conflicts == 1 and not session.busy)


def test_a_bulk_change_is_seen_saved_undone_and_merged_by_keyboard(curator: Living, five: Collection) -> None:
    before, curator.plan_from = five.disk(), 2
    window = curator.window()
    session, changes = window.session, window.changes
    curator.activate(window)
    window.article_list.focus_list()
    _press(Qt.Key.Key_A, held=CTRL)
    curator.until(lambda: window.deeds.judging.fits.selected == 5)
    _press(Qt.Key.Key_P)
    dialog = _planned(curator, window)
    _press(Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    left_out = set(dialog.planned.left_out_paths)
    assert len(left_out) == 2 and dialog.apply_button.text() == "&Apply to 3"
    _press(Qt.Key.Key_S, held=Qt.KeyboardModifier.AltModifier)
    curator.until(lambda: len(_published(five)) == 3 and session.modified == 0 and not session.busy)
    assert _published(five) == before.keys() - left_out

    curator.activate(window)
    _press(Qt.Key.Key_F4, held=Qt.KeyboardModifier.ShiftModifier)
    curator.until(lambda: window.history.current is not None and window.history.table.hasFocus())
    _press(Qt.Key.Key_Z)
    assert _planned(curator, window).headline == "3 will change"
    _press(Qt.Key.Key_Return)
    curator.until(lambda: session.modified == 3 and not session.busy)

    curator.activate(window)
    _press(Qt.Key.Key_F4)
    curator.until(lambda: len(changes.model.rows) == 3 and changes.table.hasFocus())
    reverted = changes.table.current_row.path
    _press(Qt.Key.Key_Delete)
    curator.until(lambda: session.modified == 2 and len(changes.model.rows) == 2 and not session.busy)
    kept = changes.table.current_row.path
    _press(Qt.Key.Key_Space)
    curator.until(lambda: len(session.unsaved.left_out) == 1)
    _press(Qt.Key.Key_S, held=CTRL_SHIFT)
    curator.until(lambda: session.modified == 1 and not session.busy)
    assert _published(five) == {reverted, kept}

    _overtake(five, kept, session, curator)
    curator.until(lambda: changes.table.current_row is not None and changes.table.current_row.clashes)
    _press(Qt.Key.Key_M)
    curator.until(lambda: session.unsaved.conflicts == 0 and not changes.table.current_row.conflict)
    _press(Qt.Key.Key_Space)
    curator.until(lambda: not session.unsaved.left_out)
    _press(Qt.Key.Key_S, held=CTRL_SHIFT)
    curator.until(lambda: session.modified == 0 and not session.busy)
    assert five.disk() == before | {reverted: before[reverted].replace(b"published: false", b"published: true")}


def _click(widget: QWidget, place: QPoint | None = None, held: Qt.KeyboardModifier = NO_KEY) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, place or widget.rect().center())


def _click_deed(table: ChangeTable, row: int, name: str) -> None:
    """The button on a row, which is there for the mouse that is over it."""
    cell = table.visualRect(table.changes.index(row, CHANGE))
    QTest.mouseMove(table.viewport(), cell.center())
    places = {deed.id: place for deed, place in button_places(table.changes.rows[row], cell)}
    table.go_to(row)
    _click(table.viewport(), places[name].center())


def test_a_bulk_change_is_seen_saved_undone_and_merged_by_mouse(curator: Living, five: Collection) -> None:
    before, curator.plan_from = five.disk(), 2
    window = curator.window()
    session, changes, tabs = window.session, window.changes, window.foot.tabBar()
    curator.activate(window)
    listed = window.article_list.view
    _click(listed.viewport(), listed.visualRect(listed.model().index(0, 0)).center())
    _click(listed.viewport(), listed.visualRect(listed.model().index(2, 0)).center(), SHIFT)
    curator.until(lambda: window.deeds.judging.fits.selected == 3)
    _click(window.toolbar.button("publish"))
    dialog = _planned(curator, window)
    curator.until(lambda: dialog.table.viewport().height() > 100)
    _click(dialog.table.viewport(), dialog.table.visualRect(dialog.rows.index(1, TICK)).center())
    (left_out,) = dialog.planned.left_out_paths
    _click(dialog.save_button)
    curator.until(lambda: len(_published(five)) == 2 and session.modified == 0 and not session.busy)
    assert left_out not in _published(five)

    window.menu_actions["history"].trigger()
    curator.until(lambda: window.history.current is not None)
    _click(window.history.page.undo)
    _click(_planned(curator, window).apply_button)
    curator.until(lambda: session.modified == 2 and not session.busy)

    _click(tabs, tabs.tabRect(0).center())
    curator.until(lambda: len(changes.model.rows) == 2)
    reverted, kept = (row.path for row in changes.model.rows)
    _click_deed(changes.table, 0, "revert")
    curator.until(lambda: [row.path for row in changes.model.rows] == [kept] and not session.busy)
    tick = tick_place(changes.table.visualRect(changes.model.index(0, 0)))
    _click(changes.table.viewport(), tick.center())
    curator.until(lambda: not changes.head.save.isEnabled())
    _overtake(five, kept, session, curator)
    curator.until(lambda: changes.model.rows[0].clashes)
    _click_deed(changes.table, 0, "mine")
    curator.until(lambda: session.unsaved.conflicts == 0 and not changes.model.rows[0].conflict)
    _click(changes.table.viewport(), tick.center())
    curator.until(changes.head.save.isEnabled)
    _click(changes.head.save)
    curator.until(lambda: session.modified == 0 and not session.busy)
    assert five.disk() == before | {reverted: before[reverted].replace(b"published: false", b"published: true")}


def test_the_command_line_does_the_same(five: Collection) -> None:
    before = five.disk()
    assert _command(five, "set", ".", "quality=80").splitlines()[-1] == "5 saved, 0 unchanged, 0 failed"
    changed = [
        (a, b)
        for path, text in five.disk().items()
        for a, b in zip(before[path].splitlines(), text.splitlines(), strict=True)
        if a != b
    ]
    assert [new for _, new in changed] == [b"quality: 80"] * 5
    after = five.disk()
    _command(five, "publish", ".")
    assert five.disk() == _only(after, (b"published: false", b"published: true"))
    _command(five, "unpublish", ".")
    assert five.disk() == after
    _command(five, "set", ".", "topics+=Oncology")
    assert five.disk() == _only(after, (b"  - AI\n", b"  - AI\n  - Oncology\n"))
    five.close()
