"""Items of a list as chips, to take away and to add to."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from reviewer.articles.values import Value
from reviewer.ui import chips, style
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import TextSize

FIRST, MORE = 15, 60


@dataclass(frozen=True, slots=True)
class Item:
    """`note` says in how many articles it is ("12 of 40"), "" where it is in all of them."""

    value: Value
    words: str
    note: str = ""


class ChipButton(QAbstractButton):
    """One item. Its cross or Delete removes it; a press on one that is not in all articles adds it to all."""

    removed = Signal()
    spread = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = Item("", "")
        self._is_on_cross = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(style.font(TextSize.TEXT))
        self.clicked.connect(self._on_clicked)

    def show_item(self, item: Item) -> None:
        self.item = item
        self.setFont(style.font(TextSize.TEXT))
        name = style.cut(item.words, 200) or "an empty item"
        if item.note:
            self.setAccessibleName(f"{name}, in {item.note} articles: press to add it to all, Delete to remove it")
            self.setToolTip(plain_tip(f"{name}: in {item.note}. Click to add it to all of them."))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAccessibleName(f"{name}: press Delete to remove it")
            self.setToolTip(plain_tip(name) if len(item.words) > chips.LONGEST else "")
            self.unsetCursor()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chips.measure(self._chip(), self.fontMetrics())

    def _chip(self) -> chips.Chip:
        return chips.Chip(self.item.words or "empty", self.item.note, removable=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        palette = self.palette()
        chips.paint(
            painter,
            self.rect(),
            self._chip(),
            palette,
            hovered=self.underMouse(),
            focused=self.hasFocus(),
            ground=palette.window().color(),
        )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_on_cross = self._on_cross(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_on_cross = self._is_on_cross and self._on_cross(event.position().toPoint())
        super().mouseReleaseEvent(event)
        self._is_on_cross = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_cross(self, at: QPoint) -> bool:
        return chips.cross_rect(self.rect()).contains(at)

    def _on_clicked(self) -> None:
        if self._is_on_cross:
            self.removed.emit()
        elif self.item.note:
            self.spread.emit()


class ChipList(QWidget):
    """Chips in lines, a few at a time; buttons are used again. The signals carry the value of an item."""

    removed = Signal(object)
    spread = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[Item] = ()
        self._most = FIRST
        self._buttons: list[ChipButton] = []
        self._more = QuietButton("", "link", parent=self)
        self._more.clicked.connect(self._show_more)
        self._more.hide()
        self._flow = FlowLayout()
        self._flow.addWidget(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._flow)

    @property
    def chips(self) -> list[ChipButton]:
        return [button for button in self._buttons if not button.isHidden()]

    def show_items(self, items: Sequence[Item], is_same: bool) -> None:
        self._items = items
        if not is_same:
            self._most = FIRST
        self._fill()

    def _fill(self) -> None:
        shown = self._items[: self._most]
        focused = next((index for index, button in enumerate(self._buttons) if button.hasFocus()), None)
        self._column.setEnabled(False)  # else everything is laid out again for each chip that is shown
        while len(self._buttons) < len(shown):
            self._add_button()
        if focused is not None and focused >= len(shown):
            self._leave_chips(len(shown))
        for index, button in enumerate(self._buttons):
            if index < len(shown):
                button.show_item(shown[index])
            show_if(button, index < len(shown))
        left = len(self._items) - len(shown)
        show_if(self._more, left > 0)
        self._more.say(f"Show {MORE} of {left:,} more" if left > MORE else f"Show {left} more")
        self._column.setEnabled(True)
        self._flow.invalidate()
        show_if(self, bool(self._items))

    def _leave_chips(self, count: int) -> None:
        if count:
            self._buttons[count - 1].setFocus()
        else:
            self.focusNextChild()

    def _show_more(self) -> None:
        self._most += MORE
        self._fill()

    def _add_button(self) -> None:
        button = ChipButton(self)
        button.removed.connect(lambda: self.removed.emit(button.item.value))
        button.spread.connect(lambda: self.spread.emit(button.item.value))
        self._flow.insert(len(self._buttons), button)
        self._buttons.append(button)
        if len(self._buttons) > 1:
            QWidget.setTabOrder(self._buttons[-2], button)
