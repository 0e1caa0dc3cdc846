"""The beginning of a window: what was in sight last is shown before anything else is loaded."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from living import LONG, Living
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reviewer import start
from reviewer.app import App, main
from reviewer.library.home import Home
from reviewer.session import recent, sight
from reviewer.session.opening import session_for
from reviewer.session.settings import Settings
from reviewer.ui.article_list.first_sight import FirstSight

LATE = (
    "reviewer.session.session",
    "reviewer.library.worker",
    "reviewer.app",
    "yaml",
    "PySide6.QtNetwork",
    "watchfiles",
)
NEVER = ("yaml", "pathspec", "regex", "watchfiles", "PySide6.QtNetwork", "reviewer.library.scanner")


def _kept(home: Home) -> sight.Sight | None:
    return sight.read(home.cache / sight.NAME)


def _shown(home: Home) -> list[str]:
    kept = _kept(home)
    return [] if kept is None else list(kept.articles)[:3]


def _left(living: Living) -> Home:
    """A home in which a collection was open, and closed with some of its articles in sight."""
    app = living.app()
    app.window.resize(1200, 800)
    app.window.show()
    living._open(app.session)
    recent.remember(app.session.settings, app.session.collection)
    home = living.articles.home
    living.until(lambda: _shown(home) == [row.path for row in app.session.rows(app.session.answer.ids)][:3])
    living.leave(app.window)
    return home


def _begun(home: Home, paths=()):
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    return start.begin_with(qt, home, paths)


def test_what_was_in_sight_is_there_before_the_list(living: Living) -> None:
    home = _left(living)
    begun = _begun(home)
    first = begun.window.centralWidget()
    assert isinstance(first, FirstSight)
    assert first.was_seen
    assert begun.window.isVisible()
    assert [row.path for row in first._rows.rows][:3] == _shown(home)
    app = App(begun.qt, home, begun=begun)
    living._apps.append(app)
    assert app.window is begun.window
    app.start(begun.paths)
    living.until(lambda: len(app.session.answer.ids) == len(living.articles.paths))
    living.settle(app.session)
    assert app.window.article_list.isVisible()


def test_what_is_gone_is_left_out_and_what_cannot_be_read_is_not_shown(living: Living) -> None:
    home = _left(living)
    kept = home.cache / sight.NAME
    said = json.loads(kept.read_bytes())
    said["articles"].insert(0, "gone.md")
    kept.write_bytes(json.dumps(said).encode())
    first = _begun(home).window.centralWidget()
    assert isinstance(first, FirstSight)
    assert len(first._rows.rows) == len(said["articles"]) - 1
    for damaged in (b"", b"{}", b"[1]", json.dumps({**said, "place": [1]}).encode(), b"\xff"):
        kept.write_bytes(damaged)
        assert _begun(home).window.centralWidget() is None
    said["catalog"] += "-nowhere"
    kept.write_bytes(json.dumps(said).encode())
    assert _begun(home).window.centralWidget() is None


def test_nothing_is_shown_of_another_collection_or_of_one_that_is_open(living: Living, tmp_path) -> None:
    home = _left(living)
    assert _begun(home, [tmp_path]).window.centralWidget() is None
    app = living.app()
    living._open(app.session)
    begun = _begun(home)
    assert not begun.window.isVisible()
    asking = ThreadPoolExecutor(1).submit(session_for, home, begun.settings, begun.paths)  # that window has to answer
    living.until(asking.done)
    assert asking.result() is None


def test_what_cannot_be_opened_at_once_is_told_when_somebody_listens(living: Living, tmp_path) -> None:
    home = living.articles.home
    session = session_for(home, Settings(home.settings), [tmp_path / "gone"])
    assert session is not None
    told = []
    session.told.connect(told.append)
    living.until(lambda: [message.words for message in told] == [f"{tmp_path / 'gone'} is not there"])
    session.shut_down()


def test_a_window_that_was_closed_before_it_was_loaded_stays_closed(living: Living) -> None:
    home = _left(living)
    begun = _begun(home)
    session = session_for(home, begun.settings, begun.paths)
    assert session is not None and not begun.is_closed
    begun.window.close()
    assert main(begun, session, []) == 0
    assert not begun.window.isVisible()


def test_little_is_loaded_for_it() -> None:
    said = f"import sys, reviewer.start; print([name for name in {LATE!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_no_source_is_read_for_it() -> None:
    said = (
        "from reviewer.session import importing; importing.restore(); import reviewer.app, linecache;"
        " print([name for name in linecache.cache if 'reviewer' in name.split('importing.py')[0]])"
    )
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_list_needs_neither_parsers_nor_the_network() -> None:
    said = f"import sys, reviewer.session.opening, reviewer.app; print([name for name in {NEVER!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def _in_use(living: Living) -> App:
    """A window whose articles are listed, while none of its other regions has been made."""
    home = _left(living)
    begun = _begun(home)
    app = App(begun.qt, home, begun=begun, session=session_for(home, begun.settings, begun.paths))
    living._apps.append(app)
    app.start(begun.paths)
    app.furnishing.stop()
    assert not app.is_in_use
    start.until(lambda: app.is_in_use, LONG)
    assert not app.furnishing.is_done
    return app


def test_the_list_is_in_use_before_the_other_regions_are_made(living: Living) -> None:
    app = _in_use(living)
    window, session = app.window, app.session
    first = session.answer.ids[0]
    assert session.selection.current == first
    assert window.article_list.view.hasFocus()
    living.qtbot.keyClick(window.article_list.view, "J")
    assert session.selection.current == session.answer.ids[1]
    living.qtbot.keyClick(window.article_list.view, "F", Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    assert not app.furnishing.is_done
    app.furnishing.complete()
    assert session.selection.current == session.answer.ids[1]
    living.until(lambda: window.inspector.subject.ids == {session.answer.ids[1]})
    living.settle(session)


def test_each_step_makes_one_region_at_most(living: Living) -> None:
    app = _in_use(living)
    made = set(vars(app.window))
    while not app.furnishing.is_done:
        app.furnishing.step()
        QApplication.processEvents()
        assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [app.window]
        new = set(vars(app.window)) - made
        assert len(new & {"preview", "inspector", "filters", "changes", "history"}) <= 1
        made |= new
    assert {"preview", "inspector", "filters", "changes", "history", "foot", "regions"} <= made
    living.settle(app.session)


def test_a_region_that_is_asked_for_is_made_at_once(living: Living) -> None:
    app = _in_use(living)
    app.window.menu_actions["history"].trigger()
    assert app.furnishing.is_done
    assert app.window.history.isVisible()
    living.settle(app.session)


def test_regions_made_late_show_what_was_told_before(living: Living) -> None:
    app = _in_use(living)
    session = app.session
    living.settle(session)
    living.until(lambda: session.article is not None)
    app.furnishing.complete()
    assert app.window.inspector.subject.ids == session.selection.ids
    assert app.window.preview.article_page.isVisible()
    assert app.window.filters.states.isVisibleTo(app.window.filters)
    assert app.window.article_list.view.hasFocus()
