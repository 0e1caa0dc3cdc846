"""Quality: a number with steps, and a slider."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout

from reviewer.ui.inspector.field_frame import FieldFrame
from reviewer.ui.inspector.quality_slider import QualitySlider
from reviewer.ui.inspector.subject import Shown, hint_of
from reviewer.ui.inspector.text_fields import LineField
from reviewer.ui.inspector.text_row import TextRow
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_12, TextSize

Range = Callable[[], tuple[int, int] | None]
SETTLE_MS = 500


def stepped(text: str, steps: int) -> str:
    """The number in `text` moved by steps of one, spelled as it was; from 0 where there is no number."""
    try:
        number = Decimal(text.strip() or "0")
        if not number.is_finite() or abs(number) > 10**15:
            return text
    except InvalidOperation:
        return text
    return format(number + steps, "f")


class QualitySpin(QAbstractSpinBox):
    """Holds any text, empty too, so that no number that is there is ever bent to a range."""

    committed = Signal()
    given_up = Signal()
    textChanged = Signal()
    menu_wanted = Signal(object)
    stepped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = LineField()
        self._line.setAccessibleName("Quality")
        self.setLineEdit(self._line)
        self.setFrame(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line.textChanged.connect(self.textChanged)
        self._line.committed.connect(self.committed)
        self._line.given_up.connect(self.given_up)
        self._line.menu_wanted.connect(self.menu_wanted)

    def fill(self, text: str) -> str:
        return self._line.fill(text)

    def hint(self, words: str) -> None:
        self._line.hint(words)

    def stepBy(self, steps: int) -> None:
        text = stepped(self.text(), steps)
        if text != self.text():
            self.type_over(text)
            self.stepped.emit()

    def type_over(self, text: str) -> None:
        """Replaces the text as if it was typed, so that it can be undone."""
        self._line.selectAll()
        self._line.insert(text)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        if self.isReadOnly():
            return QAbstractSpinBox.StepEnabledFlag.StepNone
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._line.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._line.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        metrics = self._line.fontMetrics()
        return QSize(metrics.horizontalAdvance("0000000"), metrics.lineSpacing() + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class QualityRow(TextRow):
    """The slider follows the number and the number the slider; a drag is staged once, when it ends."""

    def __init__(self, quality_range: Range) -> None:
        self._range = quality_range
        self.slider = QualitySlider()
        self._line = QHBoxLayout()
        self._settle = QTimer(singleShot=True, interval=SETTLE_MS)
        super().__init__("quality")
        self._settle.setParent(self)
        self._settle.timeout.connect(self.commit)
        self._line.setSpacing(SPACE_12)
        self._line.addWidget(self.slider, 1)
        self.column.insertLayout(1, self._line)
        self.slider.dragged.connect(self._on_slid)
        self.slider.stepped.connect(self._on_slid_by_key)
        self.slider.released.connect(self.commit)
        self._hint = PlainLabel(TextSize.LABEL, "muted")
        self._hint.hide()
        self.column.addWidget(self._hint)

    def use_input(self, is_long: bool) -> None:
        if not self._inputs:
            spin = QualitySpin()
            spin.stepped.connect(self._settle.start)
            self.adopt(False, spin, spin)
            self._input = spin

    def place_frame(self, frame: FieldFrame) -> None:
        self._line.addWidget(frame)

    def show_field(self, field: Shown, is_same: bool) -> None:
        if not is_same:
            self._settle.stop()
        super().show_field(field, is_same)
        hint = hint_of(field) if field.state != "same" else ""
        self.input.hint("")
        self._hint.say(hint)
        show_if(self._hint, bool(hint))

    def step(self, by: int) -> None:
        """Change the number as its own keys do, but never from above 0 to below."""
        spin = self.input
        assert isinstance(spin, QualitySpin)
        text = stepped(self.text, by)
        if by < 0 and text.startswith("-") and not self.text.strip().startswith("-"):
            text = "0"
        if text != self.text:
            spin.type_over(text)
            self._settle.start()

    def commit(self) -> str:
        self._settle.stop()
        return super().commit()

    def put_back(self) -> None:
        self._settle.stop()
        super().put_back()

    def show_range(self) -> None:
        """The collection's range may have grown."""
        low, high = self._range() or (0, 100)
        try:
            number = float(self.text)
            value = number if abs(number) < 1e9 else None
        except ValueError:
            value = None
        self.slider.show_value(value, low, high)

    def _on_typed(self) -> None:
        super()._on_typed()
        self.show_range()

    def _fill(self, text: str) -> None:
        super()._fill(text)
        self.show_range()

    def _on_slid(self, value: int) -> None:
        spin = self.input
        assert isinstance(spin, QualitySpin)
        spin.type_over(str(value))

    def _on_slid_by_key(self, value: int) -> None:
        self._on_slid(value)
        self._settle.start()
