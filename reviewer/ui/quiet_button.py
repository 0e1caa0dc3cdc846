"""Buttons that whisper: a link in the accent, or words on a tint; with a focus ring of two pixels."""

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reviewer.ui import icons, style
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.style import SPACE_4, SPACE_8, SPACE_12, TextSize

Look = Literal["link", "button"]


class QuietButton(QAbstractButton):
    """A push button. Its words are shown as they are (no letter is underlined for Alt)."""

    def __init__(
        self,
        words: str = "",
        look: Look = "button",
        *,
        icon: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._look, self._icon = "", look, icon
        self._hint = QSize()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(words, tip)

    def say(self, words: str, tip: str = "", *, named: str = "") -> None:
        """Sets the words, the tool tip, and the name for screen readers (the words, if not given)."""
        self.setAccessibleName(named or words or tip)
        self.setToolTip(plain_tip(tip))
        if words != self._words:
            self._words, self._hint = words, QSize()
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        if not self._hint.isValid():
            self.setFont(style.font(TextSize.TEXT))
            metrics = self.fontMetrics()
            width = metrics.horizontalAdvance(self._words) + 2 * self._padding()
            if self._icon:
                width += self._icon_side() + (SPACE_4 if self._words else 0)
            self._hint = QSize(width, metrics.height() + SPACE_8)
        return self._hint

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._hint = QSize()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        ground = self._ground(palette)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()), style.RADIUS, style.RADIUS)
        self._paint_content(painter, palette)
        if self.hasFocus():
            style.paint_focus_ring(painter, self.rect(), palette)
        painter.end()

    # ---- parts of the painting

    def _padding(self) -> int:
        return style.FOCUS_WIDTH if self._look == "link" else (SPACE_12 if self._words else SPACE_4)

    def _icon_side(self) -> int:
        return self.fontMetrics().height()

    def _ground(self, palette: QPalette) -> QColor | None:
        text = style.text(palette)
        touched = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        if self._look == "button":
            part = 0.1 if style.is_dark(palette) else 0.07
            ground = style.mix(palette.color(QPalette.ColorRole.Window), text, part)
            return style.mix(ground, text, 0.12 if self.isDown() else 0.06) if touched else ground
        return style.tint(palette) if touched else None

    def _paint_content(self, painter: QPainter, palette: QPalette) -> None:
        room = self.rect().adjusted(self._padding(), 0, -self._padding(), 0)
        if self._icon:
            side = self._icon_side()
            place = QRect(room.left(), room.center().y() - side // 2 + 1, side, side)
            role: icons.Role = "accent" if self._look == "link" else "text"
            icons.icon(self._icon, role).paint(painter, place, Qt.AlignmentFlag.AlignCenter, _mode(self.isEnabled()))
            room.setLeft(place.right() + 1 + SPACE_4)
        if not self.isEnabled():
            painter.setPen(palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText))
        else:
            painter.setPen(style.accent(palette) if self._look == "link" else style.text(palette))
        painter.setFont(self.font())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, align | Qt.TextFlag.TextSingleLine, self._words)


def _mode(enabled: bool) -> QIcon.Mode:
    return QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
