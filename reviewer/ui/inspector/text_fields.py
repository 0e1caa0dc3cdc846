"""Fields to type in: one line, or one that grows with its text."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from reviewer.ui import style
from reviewer.ui.style import TextSize

_KEEPS_FOCUS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_LINES = 14
_INDENT = 2


def leaves_open(event: QEvent, can_undo: bool, can_redo: bool, is_typed: bool) -> bool | None:
    """Whether a text field takes a shortcut from the window: True it does, False it must not, None as it likes.

    Ctrl+Z undoes typing first, and belongs to the window where nothing was typed; Esc puts typed text back first.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return None
    if event.matches(QKeySequence.StandardKey.Undo):
        return can_undo
    if event.matches(QKeySequence.StandardKey.Redo):
        return can_redo
    if event.key() == Qt.Key.Key_Escape:
        return is_typed
    return None


def clear_ground(widget: QWidget) -> None:
    """Lets the frame around a field paint its ground; muted hints."""
    palette = QPalette()
    clear = QColor(0, 0, 0, 0)
    palette.setColor(QPalette.ColorRole.Base, clear)
    palette.setColor(QPalette.ColorRole.PlaceholderText, style.muted(QGuiApplication.palette()))
    widget.setPalette(palette)


def show_menu(field: "LineField | LongField", menu: QMenu, event: QContextMenuEvent) -> None:
    """The usual menu of a text field, with what its row adds. `menu_wanted` carries the menu."""
    menu.setParent(field, menu.windowFlags())
    field.menu_wanted.emit(menu)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(event.globalPos())
    event.accept()


class LineField(QLineEdit):
    """One line. `committed` on Enter and when focus leaves; `given_up` on Esc where something was typed."""

    committed = Signal()
    given_up = Signal()
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = ""
        self.setFrame(False)
        self.setTextMargins(-_INDENT, 0, -_INDENT, 0)
        self.setMaxLength(1 << 20)
        self.setFont(style.font(TextSize.TEXT))
        clear_ground(self)

    def fill(self, text: str) -> str:
        """Shows the text, with nothing to undo; gives it as it can be read back."""
        if text != self._filled or self.text() != text or self.isUndoAvailable():
            place = self.cursorPosition()
            is_same = text == self.text()
            self.setText(text)
            self.setCursorPosition(place if is_same else 0)
        self._filled = self.text()
        return self._filled

    def hint(self, words: str) -> None:
        if words != self.placeholderText():
            self.setPlaceholderText(words)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(_INDENT * 8, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        takes = leaves_open(event, self.isUndoAvailable(), self.isRedoAvailable(), self.text() != self._filled)
        if takes is not None:
            event.setAccepted(takes)
            return takes
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            clear_ground(self)
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self.setFont(style.font(TextSize.TEXT))
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.committed.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._filled:
            self.given_up.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, self.createStandardContextMenu(), event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_FOCUS:
            self.committed.emit()


class LongField(QPlainTextEdit):
    """Text that wraps, as high as it needs up to some lines. Enter commits; Shift+Enter breaks a line."""

    committed = Signal()
    given_up = Signal()
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = ""
        self._high = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, 0, 0)
        self.setFont(style.font(TextSize.TEXT))
        self.viewport().setAutoFillBackground(False)
        clear_ground(self)
        self.document().documentLayout().documentSizeChanged.connect(lambda: self._grow())
        self._grow()

    def text(self) -> str:
        """The text as it stands, no-break spaces included."""
        return self.document().toRawText().replace("\u2029", "\n")

    def fill(self, text: str) -> str:
        """Shows the text, with nothing to undo; gives it as it can be read back."""
        if text != self.text():
            self.setPlainText(text)
        elif self.document().isUndoAvailable():
            self.document().clearUndoRedoStacks()
        self._filled = self.text()
        return self._filled

    def hint(self, words: str) -> None:
        if words != self.placeholderText():
            self.setPlaceholderText(words)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        is_typed = self.text() != self._filled if event.type() == QEvent.Type.ShortcutOverride else False
        takes = leaves_open(event, document.isUndoAvailable(), document.isRedoAvailable(), is_typed)
        if takes is not None:
            event.setAccepted(takes)
            return takes
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            clear_ground(self)
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self.setFont(style.font(TextSize.TEXT))
            self._grow()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_broken = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not is_broken:
            self.committed.emit()
            event.accept()
        elif event.key() in _ENTER:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Escape:
            is_typed = self.text() != self._filled
            event.setAccepted(is_typed)
            if is_typed:
                self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, self.createStandardContextMenu(), event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_FOCUS:
            self.committed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """The layout of a plain text document counts its height in lines."""
        lines = min(max(1, round(self.document().documentLayout().documentSize().height())), _MOST_LINES)
        high = lines * self.fontMetrics().lineSpacing() + 1
        if high != self._high:
            self._high = high
            self.setFixedHeight(high)
