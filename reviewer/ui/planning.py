"""Shows plans as they come, and gives what is decided to the session."""

from __future__ import annotations

from collections.abc import Collection
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reviewer.library.change_rows import PlanReport
from reviewer.session.events import Message
from reviewer.session.reports import EDITS
from reviewer.session.session import Session
from reviewer.ui.inspector.inspector import Inspector
from reviewer.ui.messages import Messages
from reviewer.ui.plan.plan_dialog import PlanDialog

PATIENCE = 1.0
"""Seconds for which a curator waits for a plan and does nothing else."""
_FRAME_MS = 16
"""What the answer changed is painted, then a dialog is made, then it is opened: a frame each."""
_TYPED = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Meanwhile(QObject):
    """Whether somebody turned to something else since `begin`: a dialog would take the keys that are meant for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.patience = PATIENCE
        self._since: float | None = None
        self._focus: QWidget | None = None
        self._was_typed = False
        self._listen = QTimer(self, interval=0, singleShot=True)  # the key that began it is still on its way up
        application = QApplication.instance()
        assert application is not None
        self._application = application
        self._listen.timeout.connect(lambda: self._application.installEventFilter(self))

    def begin(self) -> None:
        self.end()
        self._since, self._focus = monotonic(), QApplication.focusWidget()
        self._listen.start()

    def end(self) -> bool:
        """Whether it is too late for a dialog."""
        self._listen.stop()
        self._application.removeEventFilter(self)
        since, focus, was_typed = self._since, self._focus, self._was_typed
        self._since, self._focus, self._was_typed = None, None, False
        if since is None:
            return False
        now = QApplication.focusWidget()
        is_elsewhere = now is not focus and isinstance(now, _TEXT_FIELDS)
        return was_typed or is_elsewhere or monotonic() - since > self.patience

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TYPED and not (isinstance(event, QKeyEvent) and event.key() in _MODIFIERS):
            self._was_typed = True
        return False


class Planning(QObject):
    """One plan at a time: only the last one can be applied, so a newer one takes the place of what is shown.

    A plan that comes late waits in a message until somebody asks for it.
    """

    def __init__(self, session: Session, window: QWidget, inspector: Inspector, messages: Messages) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._inspector = inspector
        self._messages = messages
        self._waiting: PlanReport | None = None
        self._coming: PlanReport | PlanDialog | None = None
        self._soon = QTimer(self, interval=_FRAME_MS, singleShot=True)
        self._soon.timeout.connect(self._go_on)
        self.dialog: PlanDialog | None = None
        self.meanwhile = Meanwhile(self)
        session.plans.asked.connect(self._begin)
        session.planned.connect(self._take)
        session.idle.connect(self.meanwhile.end)
        session.closed.connect(self._leave)
        session.told.connect(self._follow)
        messages.plan_asked.connect(self._show_waiting)
        messages.plan_dropped.connect(self._drop_waiting)

    def _begin(self) -> None:
        self._drop_waiting()
        self.meanwhile.begin()

    def _take(self, report: PlanReport) -> None:
        is_late = self.meanwhile.end()
        self._leave()
        if is_late:
            self._waiting = report
            self._messages.tell(Message(f"The plan for “{report.name}” is ready", plan=report.number))
        else:
            self._show(report)

    def _show(self, report: PlanReport) -> None:
        self._coming = report
        self._soon.start()

    def _go_on(self) -> None:
        if isinstance(self._coming, PlanReport):
            self._coming = self._made(self._coming)
            self._soon.start()
        elif self._coming is not None:
            self.dialog, self._coming = self._coming, None
            self.dialog.open()
            self.dialog.table.setFocus()

    def _made(self, report: PlanReport) -> PlanDialog:
        is_any_left_out = bool(self._session.unsaved.left_out)
        dialog = PlanDialog(report, self._session.settings, self._window, is_any_left_out=is_any_left_out)
        dialog.decided.connect(self._apply)
        dialog.dropped.connect(self._drop)
        return dialog

    def _show_waiting(self) -> None:
        report, self._waiting = self._waiting, None
        self._messages.forget_plan()
        if report is not None:
            self._show(report)

    def _drop_waiting(self) -> None:
        report, self._waiting = self._waiting, None
        self._messages.forget_plan()
        if report is not None:
            self._drop(report.number)

    def _apply(self, number: int, left_out: Collection[str], save: bool) -> None:
        self.dialog = self._coming = None
        self._session.plans.apply(number, left_out, save)

    def _drop(self, number: int) -> None:
        self.dialog = self._coming = None
        self._session.plans.drop(number)
        self._inspector.put_back()

    def _leave(self) -> None:
        """Close what is shown, or waits to be, without an answer."""
        self._drop_waiting()
        self._soon.stop()
        for one in (self._coming, self.dialog):
            if isinstance(one, PlanReport):
                self._drop(one.number)
            elif one is not None:
                one.reject()

    def _follow(self, message: Message) -> None:
        """A change that came to nothing: the inspector must not show it as if it was made."""
        if message.about == EDITS and message.kind == "plain":
            self._inspector.put_back()
