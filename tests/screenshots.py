"""Pictures of the window's main states: `python tests/screenshots.py OUT [--collection FOLDER] [--only NAME ...]`.

Each state is drawn light and dark, at 1x and 2x, offscreen, from the sample articles or the folder that is named.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from reviewer.app import App
from reviewer.articles.edits import AddItem, SetValue
from reviewer.library.home import Home
from reviewer.session.settings import APPEARANCE, PLAN_FROM, TOUR_DONE, ZOOM
from reviewer.ui.settings_window import NEVER, SettingsWindow

WIDE = QSize(1440, 900)
PATIENCE = 60_000
EDITS = (
    SetValue(("quality",), 80),
    AddItem(("topics",), "Editor’s choice"),
    SetValue(("published",), True),
    SetValue(("category",), "research"),
    SetValue(("quality",), 55),
    SetValue(("heat",), 3),
)
"""What is changed in one article each, to show changes."""


class Camera:
    """Drives one window and takes its pictures."""

    def __init__(self, qt: QApplication, app: App, out: Path, ending: str) -> None:
        self.qt, self.app, self.out, self.ending = qt, app, out, ending
        self.window, self.session = app.window, app.session

    def until(self, ready: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(PATIENCE)
        while not ready():
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            if deadline.hasExpired():
                raise SystemExit("the window did not become ready")

    def settle(self) -> None:
        """Lets pictures, answers and fades arrive."""
        deadline = QDeadlineTimer(900)
        self.until(lambda: deadline.hasExpired() and not self.session.busy)

    def take(self, name: str, size: QSize = WIDE) -> None:
        self.window.resize(size)
        self.settle()
        self.window.grab().save(str(self.out / f"{name}-{self.ending}.png"))

    def search(self, text: str) -> None:
        self.session.search(text)
        self.settle()

    def select(self, first: int, count: int = 1) -> None:
        ids = list(self.session.answer.ids[first : first + count])
        self.session.select(ids, ids[0] if ids else None)
        self.window.article_list.view.show_current()
        self.settle()


def overtake(file: Path) -> None:
    """Change the quality as another program would."""
    file.write_bytes(re.sub(rb"(?m)^quality: *-?[0-9]+", b"quality: 33", file.read_bytes()))


def states(camera: Camera) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each state by its name; they are drawn in this order, each from the one before."""
    session, window = camera.session, camera.window
    session.settings.set(PLAN_FROM, NEVER)

    def several() -> None:
        camera.search("")
        camera.select(2, 12)
        camera.take("several")

    def staged() -> None:
        camera.select(3, 3)
        session.stage("Publish {articles}", [SetValue(("published",), True), AddItem(("topics",), "Editor’s choice")])
        camera.settle()
        camera.select(3)
        camera.take("staged")

    def changes() -> None:
        camera.search("")
        camera.select(0)
        rows = session.rows(session.answer.ids[:6])
        for row, edit in zip(rows, EDITS, strict=False):
            session.stage("Edit {articles}", [edit], (row.id,))
        camera.settle()
        window.deeds.show_foot("changes")
        camera.settle()
        window.changes.table.go_to(1)
        camera.take("changes")
        camera.take("changes-narrow", QSize(760, 700))
        if session.collection and session.collection.root == camera.app.samples.place.resolve():
            overtake(session.collection.root / rows[0].path)
            session.refresh()
            camera.settle()
            window.changes.table.go_to(window.changes.model.row_of(rows[0].id) or 0)
            camera.take("conflict")
            window.changes.head.only_conflicts.setChecked(True)
            camera.take("conflict-narrow", QSize(560, 700))
            larger()
            camera.take("conflict-200", QSize(1000, 900))
            camera.app.appearance.step_zoom(0)
            window.changes.head.only_conflicts.setChecked(False)
        window.deeds.hide_foot()

    def plan(name: str = "plan") -> None:
        camera.search("")
        camera.select(0, 40)
        session.settings.set(PLAN_FROM, 2)
        session.stage("Publish {articles}", [SetValue(("published",), True)])
        camera.until(lambda: window.planning.dialog is not None)
        session.settings.set(PLAN_FROM, NEVER)
        dialog = window.planning.dialog
        assert dialog is not None
        dialog.rows.toggle([range(3, 5)])
        camera.settle()
        dialog.grab().save(str(camera.out / f"{name}-{camera.ending}.png"))
        dialog.reject()
        camera.settle()

    def history() -> None:
        for number in range(3):
            camera.select(number)
            session.stage("Set quality of {articles} to 50", [SetValue(("quality",), 50)])
            camera.settle()
            session.save(session.selection.ids)
            camera.settle()
        window.deeds.show_foot("history")
        camera.take("history")
        camera.take("history-narrow", QSize(560, 700))
        larger()
        camera.take("history-200", WIDE)
        camera.app.appearance.step_zoom(0)
        window.deeds.hide_foot()

    def settings(name: str = "settings") -> None:
        session.settings.set(PLAN_FROM, 2)
        window.menu_actions["settings"].trigger()
        made = window.findChild(SettingsWindow)
        assert made is not None
        camera.settle()
        made.grab().save(str(camera.out / f"{name}-{camera.ending}.png"))
        made.close()
        session.settings.set(PLAN_FROM, NEVER)
        camera.settle()

    def filters() -> None:
        camera.search('topic:("AI" or "Machine Learning") -provider:"NIH" quality>=20')
        camera.select(0)
        camera.take("filters")
        camera.search("")
        camera.take("filters-tall", QSize(1200, 1500))
        window.resize(QSize(760, 900))
        camera.settle()
        window.menu_actions["filters"].trigger()
        camera.take("filters-narrow", QSize(760, 900))
        window.menu_actions["filters"].trigger()
        window.resize(WIDE)

    def views(name: str = "views") -> None:
        camera.search("is:unpublished quality:20..60")
        shared = session.views.now("Worth a look", "Alt+7", is_shared=True)
        session.views.save(session.views.now("To judge", "Alt+6"))
        session.views.save(shared)
        camera.search('topic:"AI"')
        camera.take(name)
        window.menu_actions["save view"].trigger()
        camera.settle()
        dialog = window.filters.views.dialog
        assert dialog is not None
        dialog.grab().save(str(camera.out / f"{name}-save-{camera.ending}.png"))
        dialog.name.setText("To judge")
        camera.settle()
        dialog.grab().save(str(camera.out / f"{name}-replace-{camera.ending}.png"))
        dialog.reject()
        for view in session.views.saved:
            session.views.delete(view)
        camera.search("")

    def table() -> None:
        window.article_list.set_mode("table")
        camera.take("table")
        window.article_list.set_mode("cards")

    def grid() -> None:
        window.article_list.set_mode("grid")
        camera.search("")
        camera.select(2)
        camera.take("grid")
        camera.take("grid-narrow", QSize(760, 700))
        window.article_list.set_mode("cards")

    def groups() -> None:
        window.article_list.group_by("date")
        camera.settle()
        window.article_list.view.verticalScrollBar().setValue(60)
        window.article_list.view.fold(2, True)
        camera.take("groups")
        window.article_list.set_mode("table")
        camera.take("groups-table")
        window.article_list.group_by("")
        window.article_list.set_mode("cards")

    def dimmed() -> None:
        camera.search("is:unpublished")
        camera.select(1, 2)
        session.stage("Publish {articles}", [SetValue(("published",), True)])
        camera.settle()
        camera.take("dimmed")
        session.undo()
        camera.search("")

    def problem() -> None:
        camera.search("is:problem")
        camera.select(0)
        camera.take("problem")

    def bad_search() -> None:
        window.search.setFocus()
        camera.search("qualty>40")
        camera.take("bad-search")

    def nothing() -> None:
        camera.search('"no such words anywhere"')
        camera.take("nothing-found")
        camera.search("")

    def narrow() -> None:
        camera.select(0)
        camera.take("narrow", QSize(1000, 760))
        camera.take("very-narrow", QSize(760, 700))

    def larger() -> None:
        session.settings.set(ZOOM, 200)
        camera.app.appearance.step_zoom(1)

    def large() -> None:
        larger()
        camera.take("text-200")
        plan("plan-200")
        settings("settings-200")
        camera.app.appearance.step_zoom(0)

    def closed() -> None:
        session.close()
        camera.take("no-collection")

    yield "first-start", lambda: (camera.select(0), camera.take("first-start"))[1]
    yield (
        "one",
        lambda: (session.settings.set(TOUR_DONE, True), window.tour.hide(), camera.select(4), camera.take("one"))[3],
    )
    yield "several", several
    yield "staged", staged
    yield "plan", plan
    yield "history", history
    yield "settings", settings
    yield "filters", filters
    yield "views", views
    yield "table", table
    yield "grid", grid
    yield "groups", groups
    yield "dimmed", dimmed
    yield "problem", problem
    yield "bad-search", bad_search
    yield "nothing", nothing
    yield "narrow", narrow
    yield "large", large
    yield "changes", changes
    yield "closed", closed


def draw(out: Path, scheme: str, scale: str, collection: Path | None, only: Sequence[str]) -> None:
    qt = QApplication([])
    qt.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        app = App(qt, Home.below(Path(folder)))
        app.session.settings.set(APPEARANCE, scheme)
        app.appearance.choose(app.appearance.choice)
        camera = Camera(qt, app, out, f"{scheme}-{scale}x")
        app.window.resize(WIDE)
        app.start([collection] if collection else [])
        camera.until(lambda: bool(app.session.answer.ids) and not app.session.busy)
        if only and "first-start" not in only:
            app.session.settings.set(TOUR_DONE, True)
            app.window.tour.hide()
        for name, state in states(camera):
            if not only or name in only:
                state()
        app.session.undo()
        camera.settle()
        app.window.closing.give_up()
        app.window.close()
        app.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--collection", type=Path, help="a folder of articles, instead of the samples")
    parser.add_argument("--only", action="append", help="draw only this state, and others that are named so")
    parser.add_argument("--scheme", choices=("light", "dark"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.scheme:
        draw(given.out, given.scheme, os.environ["QT_SCALE_FACTOR"], given.collection, given.only or ())
        return 0
    for scheme in ("light", "dark"):
        for scale in ("1", "2"):
            set_here = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            command = [sys.executable, __file__, *sys.argv[1:], "--scheme", scheme]
            subprocess.run(command, check=True, env=os.environ | set_here)
    return 0


if __name__ == "__main__":
    sys.exit(main())
