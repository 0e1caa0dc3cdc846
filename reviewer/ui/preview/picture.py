"""A large picture in a place that is kept for it before it arrives."""

import math

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.session.pictures import Pictures
from reviewer.ui import style
from reviewer.ui.plain_label import PlainLabel, plain_tip
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import RADIUS, SPACE_4, SPACE_8

REGION = "preview"
FADE_MS = 120
_STEP = 64


def asked_size(size: QSize, ratio: float) -> QSize:
    """Device pixels to ask for: rounded up in steps, so that a slow resize asks for few sizes."""
    wide, high = max(1, size.width()) * ratio, max(1, size.height()) * ratio
    return QSize(math.ceil(wide / _STEP) * _STEP, math.ceil(high / _STEP) * _STEP)


class PictureFrame(QWidget):
    """One picture in a frame of a fixed shape; fades in when it comes, says in words why it does not."""

    def __init__(self, pictures: Pictures, *, shape: float = 16 / 10, cover: bool = False, small: bool = False) -> None:
        super().__init__()
        self.shape = shape
        self._pictures, self._cover, self._small = pictures, cover, small
        self._source = ""
        self._name = ""
        self._shown: QPixmap | None = None
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FADE_MS)
        self._fade.valueChanged.connect(self.update)
        self._why = PlainLabel(style.TextSize.LABEL if small else style.TextSize.TEXT, "muted", parent=self)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._retry = QuietButton("Retry", parent=self)
        self._retry.clicked.connect(self.retry)
        self._why.hide()
        self._retry.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        pictures.arrived.connect(self._on_arrived)

    @property
    def source(self) -> str:
        return self._source

    @property
    def tab_stops(self) -> list[QWidget]:
        return [self._retry]

    @property
    def failure(self) -> str:
        """Why there is no picture, as it is shown; "" where nothing is wrong."""
        return self._why.words if not self._why.isHidden() else ""

    def show_picture(self, source: str, name: str = "") -> None:
        """Shows the picture at `source`; "" for none. `name` says to a screen reader which one it is."""
        self.setAccessibleName(name or "Picture")
        if source == self._source:
            return
        self._source, self._name = source, name
        self._shown = None
        self._fade.stop()
        self._look()

    def retry(self) -> None:
        self._pictures.retry(self._source)
        self._say_why("")
        self._look()

    def heightForWidth(self, width: int) -> int:
        return round(width / self.shape)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_words()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.PaletteChange):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(self.rect(), RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), style.tint(self.palette()))
        picture = self._picture()
        if picture is not None:
            if self._fade.state() == QVariantAnimation.State.Running:
                painter.setOpacity(float(self._fade.currentValue()))
            painter.drawPixmap(self._place(picture), picture)
        painter.end()

    # ---- asking

    def _picture(self) -> QPixmap | None:
        if not self._source:
            return None
        size = asked_size(self.size(), self.devicePixelRatioF())
        fresh = self._pictures.picture(self._source, size, cover=self._cover, region=REGION)
        if fresh is not None and not fresh.isNull():
            self._shown = fresh
        return self._shown

    def _look(self) -> None:
        """Asks at once, so that a picture that is there already shows without a fade."""
        if self._source and self.isVisible():
            self._picture()
        self._say_why(self._pictures.failure(self._source) or "" if self._source else "")
        self.update()

    def _on_arrived(self, source: str) -> None:
        if source != self._source or not source:
            return
        was_there = self._shown is not None
        self._look()
        if self._shown is not None and not was_there:
            self._fade.start()

    def _place(self, picture: QPixmap) -> QRect:
        if self._cover:
            return self.rect()
        ratio = self.devicePixelRatioF()
        natural = QSize(round(picture.width() / ratio), round(picture.height() / ratio))
        room = self.size()
        grown = natural.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        place = (
            QRect(0, 0, grown.width(), grown.height())
            if natural.width() > room.width() * 0.6
            else QRect(0, 0, min(natural.width(), grown.width()), min(natural.height(), grown.height()))
        )
        place.moveCenter(self.rect().center())
        return place

    # ---- words in place of a picture

    def _say_why(self, words: str) -> None:
        self._why.say(style.cut(f"No picture: {words}" if words and not self._small else words, 160))
        show_if(self._why, bool(words))
        if not words and self._retry.hasFocus():
            self._leave_button()
        show_if(self._retry, bool(words) and not self._small)
        self.setToolTip(plain_tip(words))
        self._retry.say("Retry", "Try to load the picture again", named=f"Retry: {words}")
        self._place_words()

    def _leave_button(self) -> None:
        """The keyboard stays in the region: Qt would give it to what comes next, which may be a field to edit."""
        around = self.parentWidget()
        while around is not None and not around.focusPolicy() & Qt.FocusPolicy.TabFocus:
            around = around.parentWidget()
        if around is not None:
            around.setFocus()

    def _place_words(self) -> None:
        if self._why.isHidden():
            return
        room = self.rect().adjusted(SPACE_8, SPACE_4, -SPACE_8, -SPACE_4)
        button = self._retry.sizeHint() if not self._retry.isHidden() else QSize(0, -SPACE_8)
        words = min(self._why.heightForWidth(room.width()), max(0, room.height() - button.height() - SPACE_8))
        if self._why.heightForWidth(room.width()) > words:
            self._why.say(self._why.words.removeprefix("No picture: "))
        top = room.top() + (room.height() - words - SPACE_8 - button.height()) // 2
        self._why.setGeometry(room.left(), top, room.width(), words)
        if not self._retry.isHidden():
            left = room.center().x() - button.width() // 2
            self._retry.setGeometry(left, top + words + SPACE_8, button.width(), button.height())
