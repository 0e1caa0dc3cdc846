"""Opens the window as a first start does, waits until articles are listed and their pictures come, and closes it."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from reviewer.app import App
from reviewer.library.home import Home
from reviewer.ui import resources

PATIENCE = 120_000


def main() -> int:
    qt = QApplication(sys.argv[:1])
    app = App(qt, Home.default())
    expected = sum(path.is_file() and path.parent.name != "pictures" for path in resources.samples().rglob("*.*"))
    seen = {"rows": 0, "pictures": 0}

    def look() -> None:
        ids = app.session.answer.ids
        seen["rows"] = len(app.session.rows(ids[:64])) if ids else 0
        if len(ids) == expected and seen["rows"] and seen["pictures"]:
            qt.exit(0)

    def picture_came(source: str) -> None:
        seen["pictures"] += app.session.pictures.failure(source) is None

    app.session.pictures.arrived.connect(picture_came)
    ticking = QTimer()
    ticking.timeout.connect(look)
    ticking.start(50)
    QTimer.singleShot(PATIENCE, lambda: qt.exit(1))
    app.start([])
    status = qt.exec()
    ticking.stop()
    shown = len(app.session.answer.ids)
    painted = not app.window.grab().isNull()
    app.window.close()
    app.close()
    sys.stdout.write(f"{shown} of {expected} articles listed, {seen['pictures']} pictures shown\n")
    return status if painted else 1


if __name__ == "__main__":
    sys.exit(main())
