"""The table of a plan: ticks in front, and one for all of them in the heading."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from reviewer.ui import icons, style
from reviewer.ui.plan.plan_model import CHANGE, FIELD, TICK, TITLE, PlanModel
from reviewer.ui.row_table import Cells, Index, RowTable
from reviewer.ui.showing import show_if
from reviewer.ui.tick_box import TickBox, paint_tick, tick_side


class _PlanCells(Cells):
    """Ticks, and the words of a plan; a refused article has a sign before its reason."""

    def __init__(self, table: PlanTable, plan: PlanModel) -> None:
        super().__init__(table, plan.pieces, lambda index: plan.is_left_out(index.row()))
        self._plan = plan

    def paint_cell(self, painter: QPainter, room: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() == TICK:
            self._paint_tick(painter, option, index)
            return
        article, change = self._plan.line(index.row())
        if index.column() == CHANGE and change is None and article.reason is not None:
            side = option.fontMetrics.height()
            sign = QRect(room.left(), room.center().y() - side // 2 + 1, side, side)
            icons.icon("problem", "warning").paint(painter, sign.adjusted(2, 2, -2, -2))
            room.setLeft(sign.right() + style.SPACE_8)
        super().paint_cell(painter, room, option, index)

    def needed(self, index: Index) -> int:
        sign = style.SPACE_16 + style.SPACE_12 if index.column() == CHANGE else 0
        return super().needed(index) + sign

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        paint_tick(painter, tick_rect(option.rect), Qt.CheckState(state), QGuiApplication.palette())

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere in the first column ticks."""
        if index.column() != TICK or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return False
        is_on = Qt.CheckState(state) == Qt.CheckState.Checked
        to = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, to, int(Qt.ItemDataRole.CheckStateRole))


def tick_rect(cell: QRect) -> QRect:
    """Where the box to tick is in a cell."""
    side = tick_side()
    return QRect(cell.center().x() - side // 2, cell.center().y() - side // 2, side, side)


class PlanTable(RowTable):
    """Space leaves the chosen articles out of the plan, and takes them in again."""

    def __init__(self, plan: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__("Articles of the plan", parent)
        self._plan = plan
        self.setItemDelegate(_PlanCells(self, plan))
        self.all_shown = TickBox(parent=self.horizontalHeader())
        self.all_shown.setAccessibleName("Tick all that are shown")
        self.all_shown.setToolTip("Tick all that are shown, or none")
        self.all_shown.clicked.connect(lambda: plan.tick_shown(self.all_shown.isChecked()))
        self.show_rows(plan)
        plan.ticked.connect(self.show_all_state)
        plan.modelReset.connect(self.show_all_state)
        self.show_all_state()

    def show_all_state(self) -> None:
        """Let the tick in the heading say what all the others say."""
        state = self._plan.shown_state
        show_if(self.all_shown, state is not None)
        self.all_shown.setCheckState(Qt.CheckState.Unchecked if state is None else state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            current = self.currentIndex().row()
            self._plan.toggle(self.chosen_rows() or ([range(current, current + 1)] if current >= 0 else []))
        else:
            super().keyPressEvent(event)

    def share_room(self) -> None:
        header, tick = self.horizontalHeader(), tick_side() + 2 * style.SPACE_12
        header.resizeSection(TICK, tick)
        self.share_by_need((TITLE, FIELD, CHANGE), self.viewport().width() - tick, CHANGE)
        box = tick_rect(QRect(0, 0, header.sectionSize(TICK), header.height()))
        margin = style.FOCUS_WIDTH + 1
        self.all_shown.setGeometry(box.adjusted(-margin, -margin, margin, margin))
