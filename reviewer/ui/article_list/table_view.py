"""The articles as a table."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetrics, QHideEvent, QPainter, QPalette
from PySide6.QtWidgets import QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.session.session import Session
from reviewer.session.settings import TABLE_HEADER
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.columns import COLUMN_OF, COLUMNS, Column
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.rows_view import RowsView

_REMEMBER_MS = 400
_PAD = 8
_KEPT_TEXTS = 4000
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class _Cells(QStyledItemDelegate):
    """Paints the words of a cell and nothing else; the view paints the ground and the focus of whole rows."""

    def __init__(self, lines: LineModel) -> None:
        super().__init__()
        self._lines = lines
        self._elided: dict[tuple[str, int], str] = {}

    def renew(self) -> None:
        """Forget what was cut to fit in another font."""
        self._elided.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._lines.row_of(index)
        words, colour, is_number = ("", None, False) if row is None else self._lines.articles.cell(row, index.column())
        if not words:
            return
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        key = (words, rect.width())
        fitting = self._elided.get(key)
        if fitting is None:
            if len(self._elided) > _KEPT_TEXTS:
                self._elided.clear()
            fitting = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            self._elided[key] = fitting
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text) if colour is None else colour)
        painter.drawText(rect, _END if is_number else _START, fitting)


def _letter_width() -> int:
    return QFontMetrics(style.font(style.TextSize.TEXT)).averageCharWidth()


def heading_width(column: Column) -> int:
    """The pixels that a heading needs with the arrow of the order."""
    metrics = QFontMetrics(style.font(style.TextSize.TEXT, bold=True))
    return metrics.horizontalAdvance(column.heading) + 2 * style.SPACE_8 + metrics.height()


class TableView(RowsView):
    """Columns can be sorted by, moved, widened and hidden; the settings remember it."""

    def __init__(self, session: Session, articles: ArticleModel, parent: QWidget | None = None) -> None:
        lines = LineModel(articles, len(COLUMNS))
        self._cells = _Cells(lines)
        self._letter = 0
        super().__init__(session, lines, parent)
        self._cells.setParent(self)
        self.setAccessibleName("Articles as a table")
        self.setItemDelegate(self._cells)
        self._later = QTimer(self, interval=_REMEMBER_MS, singleShot=True)
        self._later.timeout.connect(self.remember)
        self._set_up_header()
        self.reset_columns()
        saved = session.settings.value(TABLE_HEADER)
        if saved and not self.horizontalHeader().restoreState(saved):
            self.reset_columns()
        self.show_sort()
        session.answered.connect(self.show_sort)
        header = self.horizontalHeader()
        header.sectionMoved.connect(self._remember_later)
        header.sectionResized.connect(self._remember_later)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_column_menu)
        header.sectionClicked.connect(self._sort_by)

    def measure_row(self) -> int:
        self._cells.renew()
        return super().measure_row()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._letter:
            self._widen_columns()

    def _widen_columns(self) -> None:
        """Let the columns hold as many letters of another font as before, and their headings."""
        before, self._letter = self._letter, _letter_width()
        if before == self._letter:
            return
        header = self.horizontalHeader()
        for section, column in enumerate(COLUMNS):
            wide = round(header.sectionSize(section) * self._letter / before)
            if header.isSectionHidden(section):
                wide = column.letters * self._letter + style.SPACE_16
            header.resizeSection(section, max(wide, heading_width(column)))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._later.isActive():
            self.remember()

    # ---- columns

    def reset_columns(self) -> None:
        """Show the columns that are shown at first, in their first order and width."""
        header = self.horizontalHeader()
        letter = self._letter = _letter_width()
        for section, column in enumerate(COLUMNS):
            header.moveSection(header.visualIndex(section), section)
            header.setSectionHidden(section, not column.shown)
            header.resizeSection(section, max(column.letters * letter + style.SPACE_16, heading_width(column)))

    def column_menu(self) -> QMenu:
        """One tick for each column; the first one cannot be hidden."""
        menu = QMenu(self)
        header = self.horizontalHeader()
        for section, column in enumerate(COLUMNS):
            action = QAction(column.heading, menu, checkable=True, checked=not header.isSectionHidden(section))
            action.setEnabled(section != 0)
            action.toggled.connect(lambda shown, section=section: self._show_column(section, shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Columns as at first", self.reset_columns)
        return menu

    def _show_column_menu(self, position: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def _show_column(self, section: int, shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(section, not shown)
        self._remember_later()

    def remember(self) -> None:
        """Write the columns' order, width and visibility to the settings."""
        self._later.stop()
        self._session.settings.set(TABLE_HEADER, bytes(self.horizontalHeader().saveState().data()))

    def _remember_later(self) -> None:
        if self.isVisible():
            self._later.start()

    # ---- order

    def show_sort(self) -> None:
        """Point the arrow in the heading at what the session sorts by."""
        sort = self._session.sort
        order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(COLUMN_OF.get(sort.field, -1), order)

    def _sort_by(self, section: int) -> None:
        column, sort = COLUMNS[section], self._session.sort
        descending = not sort.descending if sort.field == column.key else not column.rising
        self._session.sort_by(replace(sort, field=column.key, descending=descending))
