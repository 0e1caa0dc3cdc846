"""One field of the subject: its label, what edits it, and what is wrong with what was typed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from reviewer.articles.edits import Edit, RemoveValue
from reviewer.articles.values import parse_path
from reviewer.ui import style
from reviewer.ui.inspector.field_frame import FieldLabel, error_label
from reviewer.ui.inspector.subject import Shown, label_of
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_4


class Row(QWidget):
    """Rows are filled again for each subject. `staged(name, edits)` asks for a step on the subject they show."""

    staged = Signal(str, object)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.field = Shown(path)
        self.label = FieldLabel(path)
        self.error = error_label()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_4)
        self.column.addWidget(self.label)

    @property
    def named(self) -> str:
        """The field's name inside a sentence."""
        label = style.cut(label_of(self.path), 80)
        return label[:1].lower() + label[1:] if label != self.path and label[1:2].islower() else label

    def show_field(self, field: Shown, is_same: bool) -> None:
        """Shows a field. `is_same`: of the subject that is shown already, so typed text stays."""
        self.field = field
        self.label.mark(field.modified, field.mine)

    def commit(self) -> str:
        """Stages what was typed; gives the reason in words where that cannot be, "" else."""
        return ""

    def refuse(self, words: str) -> None:
        """What this row staged was not taken."""

    def put_back_sent(self) -> None:
        """What this row staged was not made: show what is there."""

    def stage(self, name: str, *edits: Edit) -> None:
        self.staged.emit(name, edits)

    def complain(self, words: str) -> None:
        """Shows the words below the field; "" takes them away."""
        self.error.say(style.cut(words, 300))
        show_if(self.error, bool(words))

    def add_actions(self, menu: QMenu) -> None:
        """Adds what can be done with the whole field to its context menu."""
        if self.field.present and not self.field.locked:
            menu.addAction("Remove Field", self.remove_field)

    def remove_field(self) -> None:
        self.stage(f"Remove {self.named} from {{articles}}", RemoveValue(parse_path(self.path)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        self.add_actions(menu)
        if not menu.isEmpty():
            menu.popup(event.globalPos())
            menu.aboutToHide.connect(menu.deleteLater)
        event.accept()
