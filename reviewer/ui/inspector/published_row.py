"""Published or not, in words, and the two steps that may fit."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.ui import style
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.inspector.row import Row
from reviewer.ui.inspector.subject import Shown, Subject, spell
from reviewer.ui.plain_label import NaturalLabel
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_8


class StateSign(QWidget):
    """A full circle for published, an empty one for not, a half one for some."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self._measure()

    def show_part(self, part: float) -> None:
        self._part = part
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._measure()
        return super().event(event)

    def _measure(self) -> None:
        side = round(style.line_height(style.TextSize.TEXT) * 0.7)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        colour = style.success(palette) if self._part else style.muted(palette)
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(1.5)
        painter.setPen(pen)
        circle = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawEllipse(circle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if self._part >= 1:
            painter.drawEllipse(circle)
        elif self._part > 0:
            painter.drawPie(circle, 90 * 16, 180 * 16)
        painter.end()


def published_words(published: int, count: int, field: Shown) -> str:
    if count == 1:
        if published:
            return "Published"
        odd = field.value if isinstance(field.value, str) and field.value else None
        return f"Not published (“{style.cut(spell(odd), 40)}”)" if odd is not None else "Not published"
    if published == 0:
        return f"Not published (all {count:,})"
    return f"Published (all {count:,})" if published == count else f"Published ({published:,} of {count:,})"


class PublishedRow(Row):
    """Offers only what would change something. `decided`: the articles are to be published (True) or not."""

    decided = Signal(bool)

    def __init__(self) -> None:
        super().__init__("published")
        self.sign = StateSign()
        self.words = NaturalLabel()
        self.publish = QuietButton("Publish", icon="publish")
        self.unpublish = QuietButton("Unpublish", icon="unpublish")
        self.publish.clicked.connect(lambda: self.decided.emit(True))
        self.unpublish.clicked.connect(lambda: self.decided.emit(False))
        state = QWidget()
        line = QHBoxLayout(state)
        line.setContentsMargins(0, 0, SPACE_8, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(self.sign)
        line.addWidget(self.words, 1)
        parts = QWidget()
        flow = FlowLayout(parts, gap=SPACE_8)
        for part in (state, self.publish, self.unpublish):
            flow.addWidget(part)
        self.column.addWidget(parts)

    def show_subject(self, subject: Subject) -> None:
        self.field = subject.field("published")
        self.label.mark(self.field.modified, self.field.mine)
        count, some_not, some = subject.count, subject.unpublished > 0, subject.published > 0
        self.words.say(published_words(subject.published, count, self.field))
        self.sign.show_part(subject.published / max(1, count))
        has_focus = self.publish.hasFocus() or self.unpublish.hasFocus()
        self._offer(self.publish, "Publish", some_not, count)
        self._offer(self.unpublish, "Unpublish", some, count)
        if has_focus:
            (self.publish if some_not else self.unpublish).setFocus()

    def _offer(self, button: QuietButton, words: str, fits: bool, count: int) -> None:
        show_if(button, fits)
        button.say(words, named=f"{words} {count:,} articles" if count > 1 else words)
