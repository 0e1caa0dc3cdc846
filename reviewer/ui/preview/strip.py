"""The pictures of an article as a strip; the chosen one is shown large."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from reviewer.session.pictures import Pictures
from reviewer.ui import icons, style
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.preview.picture import REGION, asked_size
from reviewer.ui.showing import show_if
from reviewer.ui.style import FOCUS_WIDTH, RADIUS, SPACE_8

MOST = 60
_WIDE, _HIGH = 80, 50


class Thumb(QAbstractButton):
    """One small picture; a click chooses it."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._source = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        pictures.arrived.connect(self._on_arrived)

    @property
    def source(self) -> str:
        return self._source

    def show_picture(self, source: str, name: str) -> None:
        self._source = source
        self.setAccessibleName(name)
        failure = self._pictures.failure(source)
        self.setToolTip(plain_tip(f"{name}: {failure}" if failure else name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        palette = self.palette()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), style.tint(palette))
        size = asked_size(self.size(), self.devicePixelRatioF())
        picture = self._pictures.picture(self._source, size, cover=True, region=REGION)
        if picture is not None:
            painter.drawPixmap(self.rect(), picture)
        elif self._pictures.failure(self._source):
            middle = self.rect().adjusted(0, 15, 0, -15)
            icons.icon("no image", "muted").paint(painter, middle)
        painter.restore()
        if self.hasFocus():
            style.paint_focus_ring(painter, self.rect(), palette)
        elif self.isChecked():
            painter.setPen(QPen(style.text(palette), FOCUS_WIDTH))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _on_arrived(self, source: str) -> None:
        if source == self._source:
            self.update()


class PictureStrip(QScrollArea):
    """Hidden where there are fewer than two pictures. At most MOST are shown; thumbs are used again."""

    chosen = Signal(int)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._thumbs: list[Thumb] = []
        self._row = QWidget()
        self._line = QHBoxLayout(self._row)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE_8)
        self._line.addStretch(1)
        self.setWidget(self._row)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._row.setAutoFillBackground(False)
        self.hide()

    @property
    def tab_stops(self) -> list[QWidget]:
        return [*self._thumbs]

    def show_pictures(self, sources: Sequence[str], names: Sequence[str]) -> None:
        shown = list(zip(sources, names, strict=True))[:MOST] if len(sources) > 1 else []
        while len(self._thumbs) < len(shown):
            self._add_thumb()
        for index, thumb in enumerate(self._thumbs):
            show_if(thumb, index < len(shown))
            if index < len(shown):
                thumb.show_picture(*shown[index])
                thumb.setChecked(index == 0)
        self.horizontalScrollBar().setValue(0)
        show_if(self, bool(shown))

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(_WIDE, _HIGH + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDE, self.sizeHint().height())

    def _add_thumb(self) -> None:
        thumb = Thumb(self._pictures, self._row)
        index = len(self._thumbs)
        thumb.clicked.connect(lambda: self.chosen.emit(index))
        self._thumbs.append(thumb)
        self._line.insertWidget(index, thumb)
