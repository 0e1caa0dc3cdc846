"""A layout that fills lines from left to right, as words fill a paragraph."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from reviewer.ui.style import SPACE_4


class FlowLayout(QLayout):
    """Its height follows from its width. An item wider than a line is narrowed to the line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = SPACE_4, line_gap: int = SPACE_4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._high: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """The item is made here: PySide may invalidate the wrapper of one that is made by Qt."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Adds a widget before the item at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._high:
            self._high[width] = self._flow(QRect(0, 0, width, 0), place=False)
        return self._high[width]

    def invalidate(self) -> None:
        self._high.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._flow(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        heights = [item.minimumSize().height() for item in self._items if not item.isEmpty()]
        return QSize(SPACE_4, max(heights, default=0))

    def _flow(self, rect: QRect, *, place: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > rect.width():
                narrow = max(1, rect.width())
                size = QSize(narrow, item.heightForWidth(narrow) if item.hasHeightForWidth() else size.height())
            if line and x + size.width() > rect.x() + rect.width():
                _place(line if place else [], high)
                x, y, high, line = rect.x(), y + high + self._line_gap, 0, []
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            high = max(high, size.height())
        _place(line if place else [], high)
        return y + high - rect.y()


def _place(line: list[tuple[QLayoutItem, QRect]], high: int) -> None:
    """Each item in the middle of its line."""
    for item, rect in line:
        item.setGeometry(rect.translated(0, (high - rect.height()) // 2))
