"""A list of choices as tall as what it holds; a click or Space takes a choice, another one takes it back.

With Alt it is excluded instead. Some window systems keep Alt+Space to themselves, so minus does the same.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QWheelEvent,
)
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
        mark = "remove" if choice.is_excluded else choice.icon or ("check" if choice.is_chosen else "")
        side = style.line_height(style.TextSize.TEXT)
        if mark:
            spot = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
            role: icons.Role = "accent" if choice.is_chosen or choice.is_deed else "muted"
            icons.icon(mark, "danger" if choice.is_excluded else role).paint(painter, spot)
        words = rect.adjusted(side + style.SPACE_8, 0, 0, 0)
        if choice.count is not None:
            small = style.font(style.TextSize.LABEL)
            counted = f"{choice.count:,}"
            painter.setFont(small)
            painter.setPen(style.muted(palette))
            painter.drawText(rect, _END, counted)
            words.setRight(rect.right() - QFontMetrics(small).horizontalAdvance(counted) - style.SPACE_8)
        font = style.font(style.TextSize.TEXT, bold=choice.is_chosen)
        font.setStrikeOut(choice.is_excluded)
        painter.setFont(font)
        painter.setPen(self._ink(palette, choice))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(
            words, _START, QFontMetrics(font).elidedText(choice.words, Qt.TextElideMode.ElideRight, words.width())
        )

    def _ink(self, palette: QPalette, choice: Choice) -> QColor:
        if choice.is_deed:
            return style.accent(palette)
        is_quiet = choice.is_excluded or (choice.count == 0 and not choice.is_chosen)
        return style.muted(palette) if is_quiet else style.text(palette)


class ChoiceList(QListView):
    """Never scrolls by itself: it is as tall as its choices, and lies in something that scrolls."""

    taken = Signal(str)  # the value of the choice that was clicked, chosen or not
    refused = Signal(str)  # the value that is to be excluded, or no more
    menu_wanted = Signal(str, QPoint)  # a value, and where on the screen
    rename_wanted = Signal(str)  # by F2: the value of the choice that the keys are at
    delete_wanted = Signal(str)  # by Delete
    reached = Signal(QRect)  # where the keyboard is now, in the list

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
        self._held = -1
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._take_up)
        model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(160, row_height() * self._choices.rowCount())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.currentIndex(), is_alt)
        elif event.key() == Qt.Key.Key_Minus and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(self.currentIndex(), is_refused=True)
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete) and self.currentIndex().isValid():
            wanted = self.rename_wanted if event.key() == Qt.Key.Key_F2 else self.delete_wanted
            wanted.emit(self._choices.choices[self.currentIndex().row()].value)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the window's actions."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._take(self.indexAt(event.position().toPoint()), is_alt)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_mouse else self.currentIndex()
        if index.isValid():
            place = event.globalPos() if is_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(self._choices.choices[index.row()].value, place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key stands on a choice at once."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._choices.rowCount():
            self.setCurrentIndex(self._choices.index(0))
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.reached.emit(self.visualRect(self.currentIndex()))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.reached.emit(self.visualRect(current))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()
            self.updateGeometry()

    def _take(self, index: QModelIndex, is_refused: bool = False) -> None:
        if not index.isValid():
            return
        value = self._choices.choices[index.row()].value
        (self.refused if is_refused else self.taken).emit(value)

    def _hold(self) -> None:
        self._held = self.currentIndex().row()

    def _take_up(self) -> None:
        row = min(self._held, self._choices.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._choices.index(row))
