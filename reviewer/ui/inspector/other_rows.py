"""Fields that are not typed: yes or no, and those that are only shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from reviewer.articles.edits import SetValue
from reviewer.articles.values import parse_path
from reviewer.ui import icons, style
from reviewer.ui.inspector.field_frame import FieldFrame
from reviewer.ui.inspector.row import Row
from reviewer.ui.inspector.subject import Shown, hint_of, label_of, spell
from reviewer.ui.inspector.text_fields import LineField
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.showing import show_if

_WORDS = {
    Qt.CheckState.Checked: "yes",
    Qt.CheckState.Unchecked: "no",
    Qt.CheckState.PartiallyChecked: "not the same",
}
_GROUPS = {"map": "fields", "groups": "groups of fields", "count": "entries"}


class _Flag(QCheckBox):
    """Half checked while there is no one answer; a click always gives one."""

    def nextCheckState(self) -> None:
        is_on = self.checkState() == Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            style.paint_focus_ring(painter, self.rect(), self.palette(), style.SPACE_4)
            painter.end()


class FlagRow(Row):
    """Yes or no, staged at the click."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.box = _Flag()
        self.box.setAccessibleName(label_of(path))
        self.box.clicked.connect(self._on_clicked)
        self.label.setBuddy(self.box)
        self._frame = FieldFrame(self.box, padding=style.SPACE_4)
        self._frame.mark(flat=True)
        self._hint = PlainLabel(style.TextSize.LABEL, "muted")
        self.column.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._hint)
        self.column.addWidget(self.error)

    def show_field(self, field: Shown, is_same: bool) -> None:
        super().show_field(field, is_same)
        state = Qt.CheckState.PartiallyChecked
        if field.state == "same":
            state = Qt.CheckState.Checked if field.value is True else Qt.CheckState.Unchecked
        self.box.setTristate(state == Qt.CheckState.PartiallyChecked)
        self.box.setCheckState(state)
        hint = "" if field.state == "same" else hint_of(field)
        self.box.setText(_WORDS[state])
        self._hint.say(hint)
        show_if(self._hint, bool(hint))
        self._frame.mark(modified=field.modified)
        self.complain("")

    def refuse(self, words: str) -> None:
        self.put_back_sent()

    def put_back_sent(self) -> None:
        self.show_field(self.field, True)

    def _on_clicked(self) -> None:
        is_on = self.box.checkState() == Qt.CheckState.Checked
        self.box.setText(spell(is_on))
        show_if(self._hint, False)
        self.stage(f"Set {self.named} of {{articles}}", SetValue(parse_path(self.path), is_on))


class FixedRow(Row):
    """A value that is only shown: locked, or of a kind that is not edited here."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.line = LineField()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(label_of(path))
        self._lock = QAction(icons.icon("locked", "muted"), "", self.line)
        self.line.addAction(self._lock, LineField.ActionPosition.LeadingPosition)
        self.label.setBuddy(self.line)
        self._frame = FieldFrame(self.line, padding=0)
        self.column.addWidget(self._frame)

    def show_field(self, field: Shown, is_same: bool) -> None:
        super().show_field(field, is_same)
        self._lock.setVisible(field.locked)
        self.line.fill(self._say(field))
        self._frame.mark(modified=field.modified, flat=True)

    def _say(self, field: Shown) -> str:
        if field.locked:
            if field.state == "same":
                return f"locked, {field.value:,} characters" if isinstance(field.value, int) else "locked"
            return f"locked, {hint_of(field)}"
        if field.state != "same":
            return hint_of(field)
        if field.kind in _GROUPS:
            many = field.value if isinstance(field.value, int) else 0
            return f"{many:,} {_GROUPS[field.kind]}, only in the file" if many else "empty"
        return spell(field.value)[:500]
