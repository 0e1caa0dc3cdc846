"""The line above the changes: how many there are, which of them are shown, and what is done with all of them."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from reviewer.ui import icons, style
from reviewer.ui.changes.change_words import Totals, counted
from reviewer.ui.one_line import OneLine
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.search_icons import add_search_icons
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_4, SPACE_8, SPACE_12, SPACE_24
from reviewer.ui.tick_box import TickBox

_FIELD, _LEAST_FIELD = 200, 90
"""Pixels of the field at 100 %, where there is room and where there is none."""
_MINE_TIP = (
    "End all conflicts with your values: the next save writes them over what the other program wrote. "
    "What else it changed in these files stays. Undo brings the conflicts back."
)
_THEIRS_TIP = (
    "End all conflicts with the values that are in the files now: yours of these fields are dropped. "
    "What else you changed stays to be saved. Undo brings the conflicts back."
)
WAIT = 90
"""Milliseconds without a key before the changes are asked for."""


class ChangeHead(QWidget):
    """Says what is shown and asks for what is pressed; the buttons of conflicts are there only where there are any."""

    filtered = Signal()  # the text or the toggle of conflicts is another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.every = TickBox()
        self.every.setAccessibleName("All shown changes in the next save")
        self.every.setToolTip("Take all shown changes into the next save, or leave them out")
        self.summary = OneLine()
        self.text = QLineEdit()
        self.text.setProperty("framed", True)
        self.text.setPlaceholderText("Filter changes")
        self.text.setAccessibleName("Filter changes")
        self.text.setToolTip("Show the changes with these words in title, file, field or value")
        add_search_icons(self.text)
        self.only_conflicts = QToolButton()
        self.only_conflicts.setCheckable(True)
        self.only_conflicts.setText("Only Conflicts")
        self.only_conflicts.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.only_conflicts.setIcon(icons.icon("conflict", "warning"))
        self.only_conflicts.setToolTip("Show only articles that another program changed too")
        self.all_mine = QuietButton("Mine for All", tip=_MINE_TIP)
        self.all_theirs = QuietButton("Theirs for All", tip=_THEIRS_TIP)
        self.revert = QuietButton("Revert All", "link")
        self.save = QPushButton(default=True)
        self.detail = QToolButton()
        self.detail.setCheckable(True)
        self.detail.setChecked(True)
        self.detail.setIcon(icons.icon("difference"))
        self.detail.setToolTip("Show the exact difference of the file beside")
        self.detail.setAccessibleName("Exact difference")
        self._wait = QTimer(self, interval=WAIT, singleShot=True)
        self._wait.timeout.connect(self.filtered)
        self.text.textChanged.connect(lambda: self._wait.start())
        self.only_conflicts.toggled.connect(lambda: self.filtered.emit())
        self._lay_out()
        self.say(Totals(), is_filtered=False, shown=0)
        self._dress()

    def _lay_out(self) -> None:
        self._conflicts = QWidget()
        line = QHBoxLayout(self._conflicts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(self.only_conflicts)
        line.addWidget(self.all_mine)
        line.addWidget(self.all_theirs)
        self._line = QHBoxLayout()
        self._line.setSpacing(SPACE_8)
        self._line.addWidget(self.every)
        self._line.addWidget(self.summary, 1)
        for widget in (self.text, self.revert, self.save, self.detail):
            self._line.addWidget(widget)
        self._line.insertWidget(3, self._conflicts)
        self._lines = [self._line, QHBoxLayout(), QHBoxLayout()]
        self._line_of = {self.text: 0, self._conflicts: 0}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_4, SPACE_8, SPACE_4)
        column.setSpacing(SPACE_4)
        for line in self._lines:
            column.addLayout(line)
        for line in self._lines[1:]:
            line.setSpacing(SPACE_8)
            line.addStretch(1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        for before, after in zip(self.stops, self.stops[1:], strict=False):
            QWidget.setTabOrder(before, after)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        conflicts = [self.only_conflicts, self.all_mine, self.all_theirs]
        return [self.every, self.text, *conflicts, self.revert, self.save, self.detail]

    @property
    def words(self) -> str:
        return self.summary.words

    def filter_by(self, text: str) -> None:
        """Show only the changes with these words, at once."""
        self.text.setText(text)
        self._wait.stop()
        self.filtered.emit()

    def say(self, totals: Totals, *, is_filtered: bool, shown: int) -> None:
        words = totals.words
        self.summary.say(f"{shown:,} of {words}" if is_filtered else words)
        save = "Save" if not totals.to_save else f"Save {totals.to_save:,}"
        self.save.setText(save)
        self.save.setEnabled(totals.to_save > 0)
        self.save.setToolTip(f"Write {counted(totals.to_save, 'article')} to the files")
        self.save.setAccessibleName(f"Save {counted(totals.to_save, 'article')}")
        every = counted(totals.articles, "article")
        self.revert.say("Revert All", f"Take back all changes of {every}, shown or not; it can be undone")
        self.revert.setEnabled(totals.articles > 0)
        show_if(self._conflicts, totals.conflicts > 0 or self.only_conflicts.isChecked())
        self._arrange()

    def say_ticked(self, ticked: int, of: int) -> None:
        """How many of the shown articles that can be saved are in the next save."""
        state = Qt.CheckState.PartiallyChecked if 0 < ticked < of else Qt.CheckState.Checked
        self.every.setCheckState(state if ticked else Qt.CheckState.Unchecked)
        self.every.setEnabled(of > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._wait.isActive():
            self._wait.stop()
            self.filtered.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._dress()

    def _dress(self) -> None:
        side = style.icon_side()
        for button in (self.detail, self.only_conflicts):
            button.setIconSize(QSize(side, side))
        self._arrange()

    def _arrange(self) -> None:
        """What does not fit on the line goes below it: first what belongs to conflicts, then the field."""
        scale, whole = style.scale(), self.width() - SPACE_24
        widgets = (self.every, self.summary, self.revert, self.save, self.detail)
        own = sum(widget.sizeHint().width() + SPACE_8 for widget in widgets if not widget.isHidden())
        field, least, conflicts = round(_FIELD * scale), round(_LEAST_FIELD * scale), self._width_of_conflicts(whole)
        is_field_below = own + field > whole
        line = 0 if own + field + conflicts <= whole else 1 if not is_field_below or least + conflicts <= whole else 2
        self._place(self.text, int(is_field_below))
        self._place(self._conflicts, line)
        beside = conflicts if line == int(is_field_below) == 1 else 0
        self.text.setFixedWidth(max(least, min(field, whole - beside)))

    def _width_of_conflicts(self, whole: int) -> int:
        """With the gap before them. Their toggle has words where these fit."""
        if self._conflicts.isHidden():
            return 0
        self.only_conflicts.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        widgets = (self.only_conflicts, self.all_mine, self.all_theirs)
        if sum(widget.sizeHint().width() + SPACE_8 for widget in widgets) > whole:
            self.only_conflicts.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return sum(widget.sizeHint().width() + SPACE_8 for widget in widgets)

    def _place(self, widget: QWidget, line: int) -> None:
        before = self._line_of[widget]
        if line == before:
            return
        self._lines[before].removeWidget(widget)
        self._line_of[widget] = line
        first = 2 if line == 0 else 0
        self._lines[line].insertWidget(first if widget is self.text else self._after_field(line), widget)

    def _after_field(self, line: int) -> int:
        first = 2 if line == 0 else 0
        return first + (self._line_of[self.text] == line)
