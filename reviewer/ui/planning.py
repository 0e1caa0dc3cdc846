"""Shows plans as they come, and gives what is decided to the session."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.library.change_rows import PlanReport
from reviewer.session.events import Message
from reviewer.session.reports import EDITS
from reviewer.session.session import Session
from reviewer.ui.inspector.inspector import Inspector
from reviewer.ui.plan.plan_dialog import PlanDialog


class Planning(QObject):
    """One plan at a time: only the last one can be applied, so a newer one takes the place of what is shown."""

    def __init__(self, session: Session, window: QWidget, inspector: Inspector) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._inspector = inspector
        self.dialog: PlanDialog | None = None
        session.planned.connect(self._show)
        session.closed.connect(self._leave)
        session.told.connect(self._follow)

    def _show(self, report: PlanReport) -> None:
        self._leave()
        is_any_left_out = bool(self._session.unsaved.left_out)
        dialog = PlanDialog(report, self._session.settings, self._window, is_any_left_out=is_any_left_out)
        dialog.decided.connect(self._apply)
        dialog.dropped.connect(self._drop)
        self.dialog = dialog
        dialog.open()
        dialog.table.setFocus()

    def _apply(self, number: int, left_out: Collection[str], save: bool) -> None:
        self.dialog = None
        self._session.plans.apply(number, left_out, save)

    def _drop(self, number: int) -> None:
        self.dialog = None
        self._session.plans.drop(number)
        self._inspector.put_back()

    def _leave(self) -> None:
        """Close what is shown without an answer."""
        if self.dialog is not None:
            self.dialog.reject()

    def _follow(self, message: Message) -> None:
        """A change that came to nothing: the inspector must not show it as if it was made."""
        if message.about == EDITS and message.kind == "plain":
            self._inspector.put_back()
