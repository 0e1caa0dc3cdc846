"""The rows of the inspector: what is judged first, then all other fields."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui import style
from reviewer.ui.inspector.field_rows import FieldRows
from reviewer.ui.inspector.list_row import Ask, ListRow
from reviewer.ui.inspector.published_row import PublishedRow
from reviewer.ui.inspector.quality_row import QualityRow
from reviewer.ui.inspector.row import Row
from reviewer.ui.inspector.subject import Subject
from reviewer.ui.style import SPACE_16

Range = Callable[[], tuple[int, int] | None]


class Sheet(QWidget):
    """Shows a subject. `staged(name, edits)` asks for a step on the subject that is shown."""

    staged = Signal(str, object)

    def __init__(self, ask: Ask, quality_range: Range) -> None:
        super().__init__()
        self.quality = QualityRow(quality_range)
        self.topics = ListRow("topics", ask)
        self.published = PublishedRow()
        self.fields = FieldRows()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_16)
        for row in (self.quality, self.topics, self.published):
            row.staged.connect(self.staged)
            column.addWidget(row)
        column.addWidget(_Line())
        column.addWidget(self.fields)
        column.addStretch(1)
        self.fields.staged.connect(self.staged)
        self.fields.grown.connect(self._order_tabs)
        self._order_tabs()

    @property
    def rows(self) -> list[Row]:
        return [self.quality, self.topics, self.published, *self.fields.rows]

    def show_subject(self, subject: Subject, is_same: bool) -> None:
        self.setUpdatesEnabled(is_same)  # of the same articles little is another: what is not, is not painted again
        self.quality.show_field(subject.field("quality"), is_same)
        self.topics.show_topics(subject.field("topics"), subject.topics, subject.count, is_same)
        self.published.show_subject(subject)
        self.fields.show_subject(subject, is_same)
        self.setUpdatesEnabled(True)

    def commit(self) -> list[str]:
        """Stages all that was typed; gives what could not be, in words."""
        return [reason for reason in [row.commit() for row in self.rows] if reason]

    def refuse(self, words: str) -> None:
        for row in self.rows:
            row.refuse(words)

    def put_back(self) -> None:
        for row in self.rows:
            row.put_back_sent()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _order_tabs(self) -> None:
        """Tab goes from top to bottom, also through rows that were made later."""
        last: QWidget | None = None
        for part in (*self.rows, self.fields.more, self.fields.add):
            for widget in [part, *part.findChildren(QWidget)]:
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                    if last is not None:
                        QWidget.setTabOrder(last, widget)
                    last = widget


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(style.HAIRLINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.hairline(self.palette()))
        painter.end()
