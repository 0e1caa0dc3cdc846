"""The question before a bulk change: every article with what would become of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reviewer.library.change_rows import PlanReport
from reviewer.session.settings import Settings
from reviewer.ui import style
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.plan import plan_words
from reviewer.ui.plan.ask_from import AskFrom
from reviewer.ui.plan.finding import Finding
from reviewer.ui.plan.kind_toggles import KindToggles
from reviewer.ui.plan.plan_model import PlanModel
from reviewer.ui.plan.plan_table import PlanTable
from reviewer.ui.plan.planned_rows import PlannedRows
from reviewer.ui.search_icons import add_search_icons
from reviewer.ui.style import SPACE_8, SPACE_12, SPACE_16, SPACE_24, TextSize

USUAL = QSize(920, 600)
_FILTER_WIDTH = 260
_AFTER_MS = 80


class PlanDialog(QDialog):
    """`decided(number, paths left out, save)` or `dropped(number)` follows, once; the plan itself is the session's."""

    decided = Signal(int, object, bool)
    dropped = Signal(int)

    def __init__(
        self, report: PlanReport, settings: Settings, parent: QWidget | None = None, *, is_any_left_out: bool = False
    ) -> None:
        """`is_any_left_out`: a save leaves some articles out."""
        super().__init__(parent)
        self.number = report.number
        self._is_any_left_out = is_any_left_out
        self.planned = PlannedRows(report.rows)
        self.rows = PlanModel(self.planned, self)
        self.kinds = KindToggles(self.planned, self)
        self.filter = QLineEdit(placeholderText="Find in the plan")
        self.table = PlanTable(self.rows)
        self.nothing = PlainLabel(tone="muted")
        self.ask_from = AskFrom(settings)
        self.also_saved = PlainLabel(tone="warning")
        self.buttons = QDialogButtonBox()
        self.apply_button = QPushButton()
        self.save_button = QPushButton("Apply and &Save")
        self.cancel_button = QPushButton()
        self._name = PlainLabel(tone="muted")
        self._headline = PlainLabel(TextSize.HEADLINE, bold=True)
        self._column = QVBoxLayout(self)
        self._later = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._ready = QTimer(self, interval=0)
        self._search = QTimer(self, interval=0)
        self._finding = Finding(self.planned, ())
        self._lay_out()
        self._say(report.name)
        self._connect()
        self._find()
        self._show_ticked()

    # ---- parts

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setSizeGripEnabled(True)
        self.filter.setProperty("framed", True)
        self.filter.setAccessibleName("Find in the plan")
        self.filter.setFixedWidth(round(_FILTER_WIDTH * style.scale()))
        add_search_icons(self.filter)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name)
        head.addWidget(self._headline)
        find = QWidget()
        parts = FlowLayout(find, gap=SPACE_8)
        for part in (self.filter, *self.kinds.buttons.values()):
            parts.addWidget(part)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = self._column
        column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addLayout(head)
        column.addWidget(find)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.also_saved)
        column.addWidget(self.ask_from)
        column.addWidget(self.buttons)
        self._add_buttons()
        self._fit()

    def _add_buttons(self) -> None:
        can_apply = bool(self.planned.count("changing"))
        for button, role in (
            (self.apply_button, QDialogButtonBox.ButtonRole.AcceptRole),
            (self.save_button, QDialogButtonBox.ButtonRole.AcceptRole),
        ):
            button.setVisible(can_apply)
            if can_apply:
                self.buttons.addButton(button, role)
            else:
                button.setParent(self)
        self.cancel_button.setText("Cancel" if can_apply else "&Close")
        self.buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.ask_from.setVisible(can_apply)
        (self.apply_button if can_apply else self.cancel_button).setDefault(True)
        for button in (self.save_button, self.cancel_button):
            button.setAutoDefault(not can_apply)

    def _fit(self) -> None:
        """As large as usual, and not larger than the window it belongs to."""
        parent = self.parentWidget()
        room = parent.size() if parent is not None else USUAL
        wide = min(round(USUAL.width() * style.scale()), max(480, room.width() - SPACE_24))
        self.resize(wide, min(round(USUAL.height() * style.scale()), max(360, room.height() - SPACE_24)))

    def _say(self, name: str) -> None:
        title = plan_words.title(name, self.planned)
        self.setWindowTitle(title)
        self._name.say(title)
        self._headline.say(plan_words.headline(self.planned))
        self.setAccessibleDescription(self._headline.words)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._later.start)
        self._later.timeout.connect(self._find)
        self._search.timeout.connect(self._find_more)
        self.kinds.changed.connect(self._find)
        self.rows.ticked.connect(self._show_ticked)
        self.apply_button.clicked.connect(lambda: self._decide(save=False))
        self.save_button.clicked.connect(lambda: self._decide(save=True))
        self.cancel_button.clicked.connect(self.reject)
        self.rejected.connect(lambda: self.dropped.emit(self.number))
        self._ready.timeout.connect(self._make_ready)
        self._ready.start()

    # ---- what is shown

    @property
    def headline(self) -> str:
        return self._headline.words

    def _find(self) -> None:
        self._later.stop()
        self._finding = Finding(self.planned, self.kinds.chosen, self.filter.text())
        self._find_more()

    def _find_more(self) -> None:
        """A slice; the rest when the window has nothing else to do."""
        if self._finding.go_on():
            self._search.start()
        else:
            self._search.stop()
            self._show_rows()

    def _show_rows(self) -> None:
        self.rows.show(self._finding)
        is_any = self.rows.rowCount() > 0
        self.table.setVisible(is_any)
        self.nothing.setVisible(not is_any)
        found = (
            f"Nothing here holds “{style.cut(self.filter.text().strip(), 60)}”." if self.filter.text().strip() else ""
        )
        self.nothing.say(found or "All articles of the plan are hidden. Choose above which of them to show.")
        if is_any:
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def _show_ticked(self) -> None:
        count = self.planned.ticked
        self.apply_button.setText(plan_words.apply_words(count))
        for button in (self.apply_button, self.save_button):
            button.setEnabled(count > 0)
        words = plan_words.also_saved(self.planned.ticked_modified, self._is_any_left_out)
        self.also_saved.say(words)
        self.also_saved.setVisible(bool(words))

    def _make_ready(self) -> None:
        if not self._search.isActive() and not self.planned.make_some_ready():
            self._ready.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Labels that break their words may ask for more lines: before all is painted, not after."""
        super().showEvent(event)
        self._column.activate()

    # ---- what is decided

    def _decide(self, save: bool) -> None:
        self.ask_from.remember()
        self.decided.emit(self.number, self.planned.left_out_paths, save)
        self.done(QDialog.DialogCode.Accepted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in a field, and Esc in a filter that holds something, are for these alone."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and (self.filter.hasFocus() or self.ask_from.has_focus):
            (self.table if self.filter.hasFocus() and self.table.isVisible() else self.apply_button).setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.filter.hasFocus() and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)
