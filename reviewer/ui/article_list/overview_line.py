"""The line that says what the listed articles are like: mean quality, share published, and how many a month."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reviewer.articles.display import show_month
from reviewer.library.catalog.schema import Overview
from reviewer.library.search.rewording import only_or_all
from reviewer.library.search.terms import chosen
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.article_list.month_bars import Bar, bars
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.present_text import present_text, search

_BAR, _GAP = 4, 1
_KNOWN = 10**15
"""From here on not every whole number has its own float."""
_WIDE = 96
"""Pixels that a few bars share, at the usual size of text; each of them is at most as wide as four of many."""
_FEWEST = 12
"""Bars; where there is no room for as many, there are none."""
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class OverviewLine(QWidget):
    """A click on a bar searches for its months, another one for all months again. The arrow keys go along the bars."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.bars: list[Bar] = []
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        session.overview_changed.connect(self.show_present)
        session.closed.connect(self.show_present)
        session.query_changed.connect(self._show_asked)
        self.show_present()

    def show_present(self) -> None:
        overview = self._overview()
        self.bars = bars(overview.months)
        if self._pointed is not None and self._pointed >= len(self.bars):
            self._pointed = len(self.bars) - 1 if self.bars and self.hasFocus() else None
        self.setVisible(overview.count > 0)
        self._describe()
        self.update()

    def _show_asked(self) -> None:
        self.update()

    @property
    def words(self) -> str:
        """What it says of the articles, without the chart."""
        return " · ".join(_parts(self._overview()))

    def _overview(self) -> Overview:
        return self._session.overview if self._session.collection is not None else Overview()

    def _describe(self) -> None:
        overview = self._overview()
        pointed = f". {_words_of(self.bars[self._pointed])}" if self._pointed is not None else ""
        self.setAccessibleName(f"{overview.count:,} articles, {', '.join(_parts(overview))}{pointed}")
        most = max(self.bars, key=lambda bar: bar.count, default=None)
        span = f"Articles a month, {_span_of(self.bars[0].first, self.bars[-1].last)}. " if self.bars else ""
        self.setAccessibleDescription(f"{span}The most: {_words_of(most)}" if most is not None else "")

    # ---- room

    def sizeHint(self) -> QSize:
        return QSize(200, style.line_height(style.TextSize.LABEL) + style.SPACE_12)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def _chart(self) -> QRect:
        """Where the bars are; empty where there is no room for them beside the first words."""
        parts = _parts(self._overview())
        metrics = QFontMetrics(style.font(style.TextSize.LABEL))
        beside = metrics.horizontalAdvance(parts[0]) + style.SPACE_24 if parts else 0
        wide = len(self._fitting(self.width() - 2 * style.SPACE_16 - beside)) * self._pitch()
        return QRect(self.width() - style.SPACE_16 - wide, style.SPACE_4, wide, self.height() - style.SPACE_8)

    def _fitting(self, room: int) -> list[Bar]:
        """The last bars that there is room for."""
        count = min(len(self.bars), room // self._pitch())
        return self.bars[len(self.bars) - count :] if count >= min(_FEWEST, len(self.bars)) and count > 0 else []

    def _pitch(self) -> int:
        wide = min(4 * _BAR, max(_BAR, _WIDE // max(1, len(self.bars)) - _GAP))
        return round(wide * style.scale()) + _GAP

    def _bar_at(self, point: QPoint) -> int | None:
        chart = self._chart()
        if not chart.adjusted(0, -style.SPACE_4, 0, style.SPACE_4).contains(point):
            return None
        shown = chart.width() // self._pitch()
        return len(self.bars) - shown + (point.x() - chart.left()) // self._pitch()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.base())
        line = style.hairline(palette)
        painter.fillRect(0, self.height() - style.HAIRLINE, self.width(), style.HAIRLINE, line)
        chart = self._chart()
        painter.setFont(style.font(style.TextSize.LABEL))
        painter.setPen(style.muted(palette))
        room = self.width() - 2 * style.SPACE_16 - (chart.width() + style.SPACE_12 if chart.width() > 0 else 0)
        painter.drawText(QRect(style.SPACE_16, 0, room, self.height()), _START, self._fit(painter.fontMetrics(), room))
        self._paint_bars(painter, chart)
        if self.hasFocus():
            ring = chart.adjusted(-4, -3, 4, 3) if chart.width() > 0 else self.rect()
            style.paint_focus_ring(painter, ring, palette)
        painter.end()

    def _fit(self, metrics: QFontMetrics, room: int) -> str:
        """As many of the parts as there is room for."""
        parts = _parts(self._overview())
        while len(parts) > 1 and metrics.horizontalAdvance(" · ".join(parts)) > room:
            parts.pop()
        return metrics.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, max(0, room))

    def _paint_bars(self, painter: QPainter, chart: QRect) -> None:
        palette, pitch = self.palette(), self._pitch()
        shown = chart.width() // pitch if chart.width() > 0 else 0
        highest = max((bar.count for bar in self.bars), default=0)
        asked = [term.key for term in chosen(self._session.asked_text, "date")]
        quiet = style.mix(palette.base().color(), style.text(palette), 0.42)
        for place in range(shown):
            number = len(self.bars) - shown + place
            bar = self.bars[number]
            tall = max(1.0, chart.height() * bar.count / highest) if bar.count and highest else 1.0
            colour = style.accent(palette) if number == self._pointed or bar.term.key in asked else quiet
            if not bar.count:
                colour = style.hairline(palette)
            painter.fillRect(
                QRectF(chart.left() + place * pitch, chart.bottom() + 1 - tall, pitch - _GAP, tall), colour
            )

    # ---- mouse and keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._bar_at(event.pos())
            words = self.words if number is None else _words_of(self.bars[number])
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._bar_at(event.position().toPoint())
        self._point_at(number)
        self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._bar_at(event.position().toPoint())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._ask(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.bars) - 1
        first = last + 1 - self._chart().width() // self._pitch()
        present = self._pointed
        steps = {
            Qt.Key.Key_Left: last if present is None else max(first, present - 1),
            Qt.Key.Key_Right: first if present is None else min(last, present + 1),
            Qt.Key.Key_Home: first,
            Qt.Key.Key_End: last,
        }
        number = next((step for key, step in steps.items() if key == event.key()), None)
        if number is not None and first <= last:
            self._point_at(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and present is not None:
            self._ask(present)
        else:
            event.ignore()

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self._describe()
            self.update()

    def _ask(self, number: int) -> None:
        """Write the months of a bar into the search, or take them out of it."""
        text, bar = present_text(self._session), self.bars[number]
        asked = chosen(text, "date")
        is_within = len(asked) == 1 and bar.is_within(asked[0])
        search(self._session, only_or_all(text, asked[0] if is_within else bar.term))


def _parts(overview: Overview) -> list[str]:
    parts = []
    if overview.mean_quality is not None:
        parts.append(f"mean quality {_mean(overview.mean_quality)}")
    if overview.count:
        share = 100 * overview.published / overview.count
        known = "all" if overview.published == overview.count else "none" if not overview.published else ""
        parts.append(f"{known or _percent(share)} published")
    if overview.rated != overview.count and overview.count:
        parts.append(f"{overview.count - overview.rated:,} without quality")
    return parts


def _mean(quality: float) -> str:
    """In no more digits than are known of it."""
    return f"{quality:,.0f}" if abs(quality) < _KNOWN else f"{quality:.3g}"


def _percent(share: float) -> str:
    return "under 1 %" if share < 1 else "over 99 %" if share > 99 else f"{share:.0f} %"


def _words_of(bar: Bar) -> str:
    return f"{_span_of(bar.first, bar.last)}: {bar.count:,} {'article' if bar.count == 1 else 'articles'}"


def _span_of(first: str, last: str) -> str:
    return show_month(first) if first == last else f"{show_month(first)} to {show_month(last)}"
