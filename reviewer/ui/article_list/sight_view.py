"""A table of rows of one height: which are in sight, and how one looks that is hovered, selected, current."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel

_SETTLE_MS = 60


class SightView(QTableView):
    """Paints what belongs to a row as a whole; its subclasses and their delegates paint what the row says."""

    settled = Signal()  # other rows are in sight, and scrolling has come to rest

    def __init__(self, session: Session, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._articles = model
        self._current: int | None = None
        self._high = 1
        self._hovered = -1
        self._rest = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._rest.timeout.connect(self.settled)
        self._set_up()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAutoScroll(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress()

    # ---- sight

    @property
    def articles(self) -> ArticleModel:
        return self._articles

    def row_height(self) -> int:
        """Height of every row in pixels; follows the application's font."""
        return self._high

    def measure_row(self) -> int:
        """The height in pixels that a row needs in the present font."""
        return style.line_height(style.TextSize.TEXT) + style.SPACE_16

    def rows_in_sight(self) -> range:
        """The rows that can be seen, also in part."""
        count = len(self._articles.ids)
        high = self.row_height()
        first = max(0, self.verticalScrollBar().value() // high)
        return range(first, min(count, first + self.viewport().height() // high + 2))

    def row_rect(self, row: int) -> QRect:
        """Where a row is in the viewport, over its whole width."""
        high = self.row_height()
        return QRect(0, row * high - self.verticalScrollBar().value(), self.viewport().width(), high)

    def _reveal(self, row: int) -> None:
        bar, high = self.verticalScrollBar(), self.row_height()
        top, room = row * high, self.viewport().height()
        if top < bar.value():
            bar.setValue(top)
        elif top + high > bar.value() + room:
            bar.setValue(top + high - room if room > high else top)

    # ---- looks

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            for changed in (row, self._hovered):
                self.viewport().update(self.row_rect(changed))
            self._hovered = row

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self.viewport())
        self._paint_grounds(painter, palette)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_marks(painter, palette)
        painter.end()

    def _paint_grounds(self, painter: QPainter, palette: QPalette) -> None:
        if self._hovered >= 0:
            painter.fillRect(self.row_rect(self._hovered), style.hovered_ground(palette))
        ground = style.selected_ground(palette)
        for row in self.rows_in_sight():
            if self._articles.ids[row] in self._session.selection.ids:
                painter.fillRect(self.row_rect(row), ground)

    def _paint_marks(self, painter: QPainter, palette: QPalette) -> None:
        """Hairlines, the bar of what is modified, and the ring of the current row."""
        line, bar = style.hairline(palette), style.accent(palette)
        for row in self.rows_in_sight():
            rect = self.row_rect(row)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), style.HAIRLINE, line)
            article = self._articles.row_at(row)
            if article is not None and article.modified:
                colour = style.warning(palette) if article.conflict else bar
                painter.fillRect(rect.left(), rect.top(), style.SPACE_4, rect.height() - style.HAIRLINE, colour)
        if self.hasFocus() and self._current is not None:
            ring = self.row_rect(self._current).adjusted(1, 1, -1, -1 - style.HAIRLINE)
            style.paint_focus_ring(painter, ring, palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._dress()

    def _dress(self) -> None:
        self._high = self.measure_row()
        if self.verticalHeader().defaultSectionSize() != self._high:
            self.verticalHeader().setDefaultSectionSize(self._high)
            self.verticalScrollBar().setSingleStep(max(20, self._high // 3))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, style.selected_ground(palette))
        palette.setColor(QPalette.ColorRole.HighlightedText, style.text(palette))
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        if palette != self.palette():
            self.setPalette(palette)
