"""A list of choices as tall as what it holds; a click or Space takes a choice, another one takes it back."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer.ui import icons, style
from reviewer.ui.filters.choice_model import Choice, ChoiceModel

_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def row_height() -> int:
    """Pixels of one choice in the application's font."""
    return style.line_height(style.TextSize.TEXT) + style.SPACE_8 + 2


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, model: ChoiceModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice = self._model.choices[index.row()]
        palette = option.palette
        rect = option.rect.adjusted(style.SPACE_8, 1, -style.SPACE_8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, palette, choice, bool(option.state & QStyle.StateFlag.State_MouseOver))
        self._paint_choice(painter, rect.adjusted(style.SPACE_8, 0, -style.SPACE_8, 0), palette, choice)
        if self._view.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus:
            style.paint_focus_ring(painter, rect, palette)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, palette: QPalette, choice: Choice, is_hovered: bool
    ) -> None:
        if not choice.is_chosen and not is_hovered:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.selected_ground(palette) if choice.is_chosen else style.tint(palette))
        painter.drawRoundedRect(QRectF(rect), style.RADIUS, style.RADIUS)

    def _paint_choice(self, painter: QPainter, rect: QRect, palette: QPalette, choice: Choice) -> None:
        mark = choice.icon or ("check" if choice.is_chosen else "")
        side = style.line_height(style.TextSize.TEXT)
        if mark:
            spot = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
            icons.icon(mark, "accent" if choice.is_chosen else "muted").paint(painter, spot)
        words = rect.adjusted(side + style.SPACE_8, 0, 0, 0)
        if choice.count is not None:
            small = style.font(style.TextSize.LABEL)
            counted = f"{choice.count:,}"
            painter.setFont(small)
            painter.setPen(style.muted(palette))
            painter.drawText(rect, _END, counted)
            words.setRight(rect.right() - QFontMetrics(small).horizontalAdvance(counted) - style.SPACE_8)
        font = style.font(style.TextSize.TEXT, bold=choice.is_chosen)
        painter.setFont(font)
        painter.setPen(style.text(palette))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(
            words, _START, QFontMetrics(font).elidedText(choice.words, Qt.TextElideMode.ElideRight, words.width())
        )


class ChoiceList(QListView):
    """Never scrolls by itself: it is as tall as its choices, and lies in something that scrolls."""

    taken = Signal(str)  # the value of the choice that was clicked, chosen or not

    def __init__(self, model: ChoiceModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = model
        self.setModel(model)
        self.setItemDelegate(_ChoiceDelegate(model, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(160, row_height() * self._choices.rowCount())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the window's actions."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._take(self.indexAt(event.position().toPoint()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()
            self.updateGeometry()

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(self._choices.choices[index.row()].value)
