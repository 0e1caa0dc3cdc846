"""The whole window, over a real collection."""

from pathlib import Path

import pytest
from living import Living
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QWidget

from reviewer.library.view_file import PLACE
from reviewer.session import recent
from reviewer.session.events import Message, TaskProgress
from reviewer.session.settings import TOUR_DONE
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panes import Panes

SELECT_ALL = "select all"


def _words(action: QAction) -> str:
    return action.text().partition("\t")[0]


def _trigger(window: MainWindow, name: str) -> None:
    assert window.menu_actions[name].isEnabled(), name
    window.menu_actions[name].trigger()


def _select_all(living: Living, window: MainWindow) -> None:
    _trigger(window, SELECT_ALL)
    living.until(lambda: window.deeds.judging.fits.selected == len(living.articles.paths))


def test_publish_undo_publish_save(living: Living) -> None:
    window = living.window()
    before = living.articles.disk()
    session, actions = window.session, window.menu_actions
    _select_all(living, window)
    assert _words(actions["publish"]) == "&Publish 12" and not actions["unpublish"].isEnabled()
    _trigger(window, "publish")
    living.until(lambda: session.modified == 12 and not session.busy)
    living.until(lambda: not actions["publish"].isEnabled())
    assert _words(actions["unpublish"]) == "&Unpublish 12"
    assert actions["undo"].text() == "&Undo Publish 12 articles"
    assert window.messages.bars[-1].message.words == "Published 12 articles"
    window.messages.bars[-1].undo.click()
    living.until(lambda: session.modified == 0 and not session.busy)
    assert not actions["undo"].isEnabled() and actions["redo"].isEnabled()
    assert living.articles.disk() == before
    living.until(lambda: actions["publish"].isEnabled())
    _trigger(window, "publish")
    living.until(lambda: session.modified == 12 and not session.busy)
    assert window.toolbar.button("save all").text() == "Save 12"
    _trigger(window, "save all")
    living.until(lambda: session.modified == 0 and not session.busy)
    assert living.articles.disk() == {
        path: text.replace(b"published: false", b"published: true") for path, text in before.items()
    }


def test_only_what_fits_is_offered(living: Living) -> None:
    window = living.window()
    session, actions = window.session, window.menu_actions
    session.select(session.answer.ids[:3])
    living.until(lambda: _words(actions["publish"]) == "&Publish 3")
    session.select(session.answer.ids[:1])
    living.until(lambda: _words(actions["publish"]) == "&Publish")
    _trigger(window, "publish")
    living.until(lambda: not actions["publish"].isEnabled() and actions["unpublish"].isEnabled())
    living.settle(session)
    session.select(session.answer.ids[:3])
    living.until(lambda: _words(actions["publish"]) == "&Publish 2")
    assert _words(actions["unpublish"]) == "&Unpublish 1"
    session.select(())
    living.until(lambda: not actions["publish"].isEnabled() and not actions["unpublish"].isEnabled())


def test_keys_of_the_list_judge_and_go_on(living: Living) -> None:
    window = living.window()
    session = window.session
    living.activate(window)
    window.article_list.focus_list()
    view = window.article_list.view
    first, second = session.answer.ids[:2]
    living.until(lambda: window.deeds.judging.fits.selected == 1 and view.hasFocus())
    QTest.keyClick(view, Qt.Key.Key_P)
    living.until(lambda: session.rows((first,))[0].published is True and not session.busy)
    QTest.keyClick(view, Qt.Key.Key_J)
    assert session.selection.current == second
    quality = session.rows((second,))[0].quality
    living.until(lambda: window.deeds.judging.fits.quality == quality)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    living.until(lambda: session.rows((second,))[0].quality == quality + 1 and not session.busy)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    living.until(lambda: session.rows((second,))[0].quality == quality + 11 and not session.busy)
    QTest.keyClick(view, Qt.Key.Key_K)
    assert session.selection.current == first
    living.until(lambda: window.menu_actions["unpublish"].isEnabled())
    QTest.keyClick(view, Qt.Key.Key_U)
    living.until(lambda: session.rows((first,))[0].published is False and not session.busy)
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        living.until(lambda: not session.busy)
    living.until(lambda: session.modified == 0)


def test_no_step_of_quality_is_lost_however_fast_the_keys_are(living: Living) -> None:
    window = living.window()
    session = window.session
    living.activate(window)
    window.article_list.focus_list()
    first = session.answer.ids[0]
    judging = window.deeds.judging
    living.until(lambda: judging.fits.selected == 1 and window.article_list.view.hasFocus())
    quality = session.rows((first,))[0].quality
    for _ in range(3):
        QTest.keyClick(window.article_list.view, Qt.Key.Key_Plus)
    QTest.keyClick(window.article_list.view, Qt.Key.Key_Minus)
    living.until(lambda: session.rows((first,))[0].quality == quality + 2 and not session.busy)
    assert session.undo_name == "Lower quality of article by 1"
    session.undo()
    living.until(lambda: session.rows((first,))[0].quality == quality + 3 and not session.busy)


def test_letters_in_a_text_field_judge_nothing(living: Living) -> None:
    window = living.window()
    window.search.setFocus()
    QTest.keyClicks(window.search, "pu+")
    living.until(lambda: window.session.query_text == "pu+")
    living.settle(window.session)
    assert window.session.modified == 0 and window.session.undo_name is None


def test_a_wrong_search_is_explained_at_its_place(living: Living) -> None:
    window = living.window()
    window.search.setFocus()
    QTest.keyClicks(window.search, "AI qualty>=3")
    living.until(window.search.complaint.isVisible)
    assert "qualty" in window.search.complaint.words
    place = window.search.complaint.geometry().topLeft()
    field = window.search.mapTo(window, QPoint(0, window.search.height()))
    assert place.y() == field.y()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.hasFocus()
    window.search.clear()
    living.until(lambda: not window.search.complaint.isVisible())
    assert len(window.session.answer.ids) == 12


def test_enter_in_the_search_goes_to_the_list(living: Living) -> None:
    window = living.window()
    living.activate(window)
    window.search.setFocus()
    QTest.keyClicks(window.search, "quality>=9")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    living.until(lambda: len(window.session.answer.ids) == 3)
    assert window.article_list.view.hasFocus()
    assert window.session.selection.ids == {window.session.answer.ids[0]}


def test_a_button_that_goes_gives_the_keyboard_to_the_list(living: Living) -> None:
    window = living.window()
    living.activate(window)
    window.status.show_work(TaskProgress("Reading", 1, 2))
    window.status.stop.setFocus()
    window.status.show_work(None)
    assert window.article_list.view.hasFocus()


def test_messages_stay_when_something_went_wrong(living: Living) -> None:
    window = living.window()
    window.tell(Message("2 saved, 1 failed", "error", ("a.md: no room",)))
    window.tell(Message("Fine", "success"))
    window.tell(Message("Finer", "success"))
    assert [bar.message.words for bar in window.messages.bars] == ["2 saved, 1 failed", "Finer"]
    bar = window.messages.bars[0]
    bar.details.click()
    assert bar.text.toPlainText() == "a.md: no room" and not bar.text.isHidden()
    bar.copy.click()
    assert QApplication.clipboard().text() == "a.md: no room"
    bar.close_button.click()
    assert [bar.message.words for bar in window.messages.bars] == ["Finer"]


@pytest.mark.parametrize(
    ("choice", "is_closed", "modified", "published"),
    [("save", True, 0, True), ("keep", True, 1, False), ("discard", True, 0, False), ("cancel", False, 1, False)],
)
def test_closing_with_edits_asks(living: Living, choice, is_closed: bool, modified: int, published: bool) -> None:
    window = living.window()
    living.until(lambda: window.menu_actions["publish"].isEnabled())
    path = window.session.rows((window.session.selection.current,))[0].path
    _trigger(window, "publish")
    living.until(lambda: window.session.modified == 1 and not window.session.busy)
    living.answers.closing = choice
    window.close()
    living.until(lambda: window.isVisible() is not is_closed and not window.session.busy)
    assert living.answers.asked == ["closing with 1"]
    assert window.session.modified == modified
    assert (b"published: true" in living.articles.disk()[path]) is published


def test_closing_stays_open_where_saving_fails(living: Living) -> None:
    window = living.window()
    living.until(lambda: window.menu_actions["publish"].isEnabled())
    path = living.articles.root / window.session.rows((window.session.selection.current,))[0].path
    _trigger(window, "publish")
    living.until(lambda: window.session.modified == 1 and not window.session.busy)
    path.write_bytes(path.read_bytes().replace(b"published: false", b"published: 2021-01-01"))
    living.answers.closing = "save"
    window.close()
    living.until(lambda: any(message.kind == "error" for message in living.told) and not window.session.busy)
    assert window.isVisible() and window.session.modified == 1
    living.answers.closing = "keep"
    window.close()
    assert not window.isVisible()


def test_closing_asks_about_shared_views_that_could_not_be_written(living: Living) -> None:
    window = living.window()
    views = window.session.views
    (living.articles.root / PLACE).parent.mkdir()
    (living.articles.root / PLACE).write_text("views: [\n")
    views.save(views.now("Ours", is_shared=True))
    living.until(lambda: views.sharing.waiting == ("Ours",))
    window.close()
    assert window.isVisible()
    living.answers.may_lose_views = True
    window.close()
    assert not window.isVisible() and living.answers.asked == ["losing Ours"] * 2


def test_closing_without_edits_does_not_ask(living: Living) -> None:
    window = living.window()
    window.close()
    assert not window.isVisible() and living.answers.asked == []


def test_opening_by_menu_and_drop(living: Living, tmp_path: Path) -> None:
    window = living.window()
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.md").write_bytes(b"---\ntitle: One\n---\n")
    living.answers.folder = other
    _trigger(window, "open")
    living.until(lambda: window.session.counts.all == 1 and not window.session.busy)
    assert window.windowTitle().startswith("other")
    names = [each.name for each in recent.recent(window.session.settings)]
    assert names == ["other", "articles"]
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(living.articles.root))])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    living.until(lambda: window.session.counts.all == 12 and not window.session.busy)
    window.open_menu.fill()
    offered = [action.text() for action in window.open_menu.menu.actions()]
    assert any(words.startswith("other – ") for words in offered)
    living.answers.files = [other / "one.md"]
    _trigger(window, "open files")
    living.until(lambda: window.session.counts.all == 1 and not window.session.busy)


def test_the_first_start_shows_the_samples_and_a_tour(living: Living, qtbot) -> None:
    app = living.app()
    app.start([])
    session = app.session
    living.until(lambda: session.counts.all > 60 and not session.busy)
    assert session.collection is not None and session.collection.root == app.samples.place
    assert app.window.tour.isVisible()
    app.window.tour.button.click()
    assert not app.window.tour.isVisible() and session.settings.value(TOUR_DONE)


def test_a_later_start_opens_the_last_collection(living: Living) -> None:
    living.leave(living.window())
    app = living.app()
    app.start([])
    living.until(lambda: app.session.counts.all == 12 and not app.session.busy)
    assert not app.window.tour.isVisible()


@pytest.mark.parametrize(("width", "right", "is_narrow"), [(1600, "columns", False), (1280, "stack", False)])
def test_wide_windows_show_all_regions(living: Living, width: int, right: str, is_narrow: bool) -> None:
    window = living.window()
    window.resize(width, 800)
    living.until(lambda: window.panes.right == right)
    assert window.panes.is_narrow is is_narrow
    assert all(each.isVisible() for each in (window.filters, window.article_list, window.preview, window.inspector))
    _trigger(window, "inspector")
    assert not window.inspector.isVisible() and window.preview.isVisible()
    _trigger(window, "preview")
    assert not window.panes.beside.isVisible()
    _trigger(window, "filters")
    assert not window.filters.isVisible()


def test_narrow_windows_have_tabs_and_a_button(living: Living) -> None:
    window = living.window()
    window.resize(1000, 800)
    living.until(lambda: window.panes.right == "tabs")
    assert window.preview.isVisible() and not window.inspector.isVisible() and window.filters.isVisible()
    window.resize(700, 800)
    living.until(lambda: window.panes.is_narrow)
    assert not window.filters.isVisible() and window.toolbar.button("filters").isVisible()
    _trigger(window, "filters")
    assert window.filters.isVisible()
    _trigger(window, "list")
    assert not window.filters.isVisible() and not window.menu_actions["filters"].isChecked()
    window.resize(1600, 800)
    living.until(lambda: window.panes.right == "columns")
    assert all(each.isVisible() for each in (window.filters, window.article_list, window.preview, window.inspector))


def test_regions_are_reached_by_keys(living: Living) -> None:
    window = living.window()
    living.activate(window)
    window.resize(1600, 900)
    living.until(lambda: window.panes.right == "columns")
    window.article_list.focus_list()
    regions = (window.preview, window.inspector, window.filters, window.article_list)
    for region in regions:
        _trigger(window, "next region")
        focused = QApplication.focusWidget()
        assert focused is not None and (region is focused or region.isAncestorOf(focused)), region
    _trigger(window, "previous region")
    assert window.filters.isAncestorOf(QApplication.focusWidget())
    _trigger(window, "list")
    assert window.article_list.view.hasFocus()


def test_zoom_and_appearance(living: Living) -> None:
    window = living.window()
    size = QApplication.font().pointSizeF()
    for _ in range(6):
        _trigger(window, "zoom in")
    assert QApplication.font().pointSizeF() == pytest.approx(size * 2)
    _trigger(window, "dark")
    assert window.palette().window().color().lightness() < 80
    _trigger(window, "light")
    assert window.palette().window().color().lightness() > 180
    _trigger(window, "zoom reset")
    assert QApplication.font().pointSizeF() == pytest.approx(size)
    assert isinstance(window.panes, Panes)


def test_everything_has_an_accessible_name(living: Living) -> None:
    window = living.window()
    nameless = []
    for widget in window.findChildren(QWidget):
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        is_part = isinstance(widget.parent(), QAbstractSpinBox)
        if takes_keys and widget.isVisible() and not is_part and not _name_of(widget):
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def _name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_the_filters_widen_with_the_text(living: Living) -> None:
    window = living.window()
    window.resize(2800, 900)
    living.until(lambda: window.panes.width() == 2800)
    before = window.filters.width()
    try:
        for _ in range(5):
            _trigger(window, "zoom in")
        living.until(lambda: window.filters.width() > 1.6 * before)
    finally:
        _trigger(window, "zoom reset")
    living.until(lambda: window.filters.width() < 1.1 * before)
