"""A table of articles in lines: which are in sight, and how one looks that is hovered, selected, current, faded."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.group_head import Head, head_height, paint_head
from reviewer.ui.article_list.leaving import paint_at_end
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.lines import Lines

_SETTLE_MS = 60


class SightView(QTableView):
    """Paints what belongs to an article as a whole; its subclasses and their delegates paint what the article says.

    Articles go by their rows in the answer, as in `ArticleModel`, whatever lines they stand on.
    """

    settled = Signal()  # other articles are in sight, and scrolling has come to rest

    def __init__(self, session: Session, lines: LineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._articles = lines.articles
        self._line_model = lines
        lines.setParent(self)
        self._current: int | None = None
        self._high = self._head_high = 1
        self._hovered: int | None = None
        self._hovered_head: int | None = None
        self._selected_in: dict[int, int] = {}
        self._heads: array[int] = array("q")
        self._rest = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._rest.timeout.connect(self.settled)
        self.setModel(self._line_model)
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

    @property
    def lines(self) -> Lines:
        return self._line_model.lines

    def row_height(self) -> int:
        """Height in pixels of every line of articles; follows the application's font."""
        return self._high

    def measure_row(self) -> int:
        """The height in pixels that a line of articles needs in the present font."""
        return style.line_height(style.TextSize.TEXT) + style.SPACE_16

    def lines_in_sight(self) -> range:
        """The lines that can be seen, also in part."""
        value, bottom = self.verticalScrollBar().value(), self.viewport().height()
        first, last = (self.lines.line_at(y, self._high, self._head_high) for y in (value, value + bottom))
        return range(min(first, self.lines.count), min(self.lines.count, last + 1))

    def rows_in_sight(self) -> list[int]:
        """The articles that can be seen, also in part."""
        return [row for line in self.lines_in_sight() for row in self.lines.rows_at(line)]

    def content_top(self, row: int) -> int:
        """How many pixels below the top of the list an article begins, or the head of the folded group it is in."""
        return self._line_top(self.lines.line_of(row))

    def row_rect(self, row: int) -> QRect:
        """Where an article is in the viewport."""
        top = self.content_top(row) - self.verticalScrollBar().value()
        left, width = self._span(self.lines.column_of(row))
        return QRect(left, top, width, self._high)

    def row_at(self, point: QPoint) -> int | None:
        """The article at a point of the viewport."""
        line = self.lines.line_at(point.y() + self.verticalScrollBar().value(), self._high, self._head_high)
        if self.head_at(point) is not None or not 0 <= line < self.lines.count:
            return None
        return next((row for row in self.lines.rows_at(line) if self.row_rect(row).contains(point)), None)

    def head_rect(self, group: int) -> QRect:
        """Where the head of a group is in the viewport; that of the topmost group sticks to the top."""
        value = self.verticalScrollBar().value()
        top = self._line_top(self.lines.heads[group]) - value
        if top < 0 and group == self._topmost_group():
            after = group + 1
            end = self._line_top(self.lines.heads[after] if after < len(self.lines.groups) else self.lines.count)
            top = min(0, end - value - self._head_high)
        return QRect(0, top, self.viewport().width(), self._head_high)

    def head_at(self, point: QPoint) -> int | None:
        """The group whose head is at a point of the viewport."""
        return next((group for group in self._heads_in_sight() if self.head_rect(group).contains(point)), None)

    def _heads_in_sight(self) -> list[int]:
        """The one that sticks to the top is the first."""
        found = [self.lines.head_at(line) for line in self.lines_in_sight()]
        topmost = self._topmost_group()
        stuck = [] if topmost is None else [topmost]
        return stuck + [group for group in found if group is not None and group != topmost]

    def _topmost_group(self) -> int | None:
        sight = self.lines_in_sight()
        return self.lines.group_of_line(sight.start) if sight else None

    def _line_top(self, line: int) -> int:
        return self.lines.top(line, self._high, self._head_high)

    def _span(self, column: int) -> tuple[int, int]:
        """Where an article begins on its line, and how wide it is."""
        return 0, self.viewport().width()

    def _reveal(self, row: int) -> None:
        bar, high = self.verticalScrollBar(), self._high
        covered = self._head_high if self.lines.groups else 0
        top, room = self.content_top(row), self.viewport().height()
        if top - covered < bar.value():
            bar.setValue(top - covered)
        elif top + high > bar.value() + room:
            bar.setValue(top + high - room if room > high + covered else top - covered)

    def _size_heads(self) -> None:
        """Heads of groups are lower than lines of articles. Thousands of them are a matter of milliseconds."""
        header = self.verticalHeader()
        header.setUpdatesEnabled(False)
        were_blocked = header.blockSignals(True)
        for line in self._heads:  # a header keeps the heights of its sections when its model is another
            if line < self.lines.count:
                header.resizeSection(line, self._high)
        self._heads = self.lines.heads
        for line in self._heads:
            header.resizeSection(line, self._head_high)
        header.blockSignals(were_blocked)
        header.setUpdatesEnabled(True)

    def _come_to_rest(self) -> None:
        """Say `settled` in a moment, unless there is more scrolling."""
        if self.isVisible():
            self._rest.start()

    # ---- looks

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, row: int | None, head: int | None = None) -> None:
        if row != self._hovered or head != self._hovered_head:
            before = self._hovered, self._hovered_head
            self._hovered, self._hovered_head = row, head
            for changed in (row, before[0]):
                if changed is not None and changed < self.lines.total:
                    self.viewport().update(self.row_rect(changed))
            for group in (head, before[1]):
                if group is not None and group < len(self.lines.groups):
                    self.viewport().update(self.head_rect(group))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        rows = self.rows_in_sight()
        painter = QPainter(self.viewport())
        self._paint_grounds(painter, palette, rows)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_faded(painter, palette, rows)
        self._paint_marks(painter, palette, rows)
        for group in reversed(self._heads_in_sight()):
            paint_head(
                painter,
                self.head_rect(group),
                self._head(group),
                palette,
                is_hovered=group == self._hovered_head,
                has_keyboard=self.hasFocus() and group == self.present_head,
            )
        painter.end()

    @property
    def present_head(self) -> int | None:
        """The group whose head the keys are at."""
        return None

    def _head(self, group: int) -> Head:
        words, count = self._line_model.words_of_head(group)
        is_folded = self.lines.is_folded(group)
        if is_folded and self._session.selection.ids and group not in self._selected_in:
            rows = self.lines.rows_of_group(group)
            ids = self._articles.ids[rows.start : rows.stop]
            self._selected_in[group] = len(self._session.selection.ids.intersection(ids))
        return Head(words, count, is_folded, self._selected_in.get(group, 0))

    def _paint_grounds(self, painter: QPainter, palette: QPalette, rows: list[int]) -> None:
        for row in rows:
            ground = self._ground(row, palette)
            if ground is not None:
                self._paint_ground(painter, self.row_rect(row), ground)

    def _ground(self, row: int, palette: QPalette) -> QColor | None:
        if self._articles.ids[row] in self._session.selection.ids:
            return style.selected_ground(palette)
        return style.hovered_ground(palette) if row == self._hovered else None

    def _paint_ground(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        painter.fillRect(rect, colour)

    def _paint_faded(self, painter: QPainter, palette: QPalette, rows: list[int]) -> None:
        if self._articles.has_faded:
            for row in rows:
                if self._articles.is_faded(row):
                    ground = self._ground(row, palette) or palette.color(QPalette.ColorRole.Base)
                    self._paint_leaving(painter, self.row_rect(row), ground, palette)

    def _paint_leaving(self, painter: QPainter, rect: QRect, ground: QColor, palette: QPalette) -> None:
        """Mark an article that no longer matches."""
        paint_at_end(painter, rect, ground, palette)

    def _paint_marks(self, painter: QPainter, palette: QPalette, rows: list[int]) -> None:
        """Hairlines, the bar of what is modified, and the ring of the current article."""
        line = style.hairline(palette)
        for row in rows:
            rect = self.row_rect(row)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), style.HAIRLINE, line)
            colour = self._bar_colour(row, palette)
            if colour is not None:
                painter.fillRect(rect.left(), rect.top(), style.SPACE_4, rect.height() - style.HAIRLINE, colour)
        ring = self._ring()
        if ring is not None:
            style.paint_focus_ring(painter, ring.adjusted(1, 1, -1, -1 - style.HAIRLINE), palette)

    def _bar_colour(self, row: int, palette: QPalette) -> QColor | None:
        article = self._articles.row_at(row)
        if article is None or not article.modified:
            return None
        return style.warning(palette) if article.conflict else style.accent(palette)

    def _ring(self) -> QRect | None:
        """Where the current article is, if it has the keyboard."""
        current = self._current
        is_there = current is not None and current < self.lines.total and self.lines.is_shown(current)
        if current is None or not is_there or not self.hasFocus() or self.present_head is not None:
            return None
        return self.row_rect(current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._dress()

    def _highlight(self, palette: QPalette) -> QColor:
        """What Qt paints behind a selected cell, if it does."""
        return style.selected_ground(palette)

    def _dress(self) -> None:
        self._high, self._head_high = self.measure_row(), head_height()
        if self.verticalHeader().defaultSectionSize() != self._high:
            self.verticalHeader().setDefaultSectionSize(self._high)
            self.verticalScrollBar().setSingleStep(max(20, self._high // 3))
        self._size_heads()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, self._highlight(palette))
        palette.setColor(QPalette.ColorRole.HighlightedText, style.text(palette))
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        if palette != self.palette():
            self.setPalette(palette)
