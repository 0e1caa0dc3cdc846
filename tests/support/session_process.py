"""A process with a session over a collection. Arguments: the folder, the home, what to do: a Python expression.

Prints "listed" when all is read and listed, then evaluates the expression (which may use `session` and `ids`), and goes
on until it is killed.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from reviewer.library.home import Home
from reviewer.session.session import Session


def main(root: str, home: str, act: str) -> None:
    qt = QGuiApplication(sys.argv[:1])
    session = Session(Home.below(Path(home)))

    def begin() -> None:
        if session.answer.ids and not session.busy and not session._listing.is_behind:
            looking.stop()
            print("listed", flush=True)
            eval(act, {"session": session, "ids": list(session.answer.ids), "QTimer": QTimer})

    looking = QTimer(interval=10)
    looking.timeout.connect(begin)
    looking.start()
    session.open([Path(root)])
    qt.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
