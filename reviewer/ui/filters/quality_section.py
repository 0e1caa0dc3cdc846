"""The range of quality to filter by."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from reviewer.library.query_rewording import span, with_span
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.filters.range_slider import RangeSlider
from reviewer.ui.filters.section import Section, padded
from reviewer.ui.present_text import present_text, search

FIELD = "quality"
_FARTHEST = 1_000_000_000


class QualitySection(Section):
    """The scale is 0 to 100, and grows with what the collection holds. It does not shrink as a search narrows it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Quality", session.settings, parent)
        self._session = session
        self._limits = (0, 100)
        self._counts: Sequence[tuple[int, int]] = ()
        self.slider = RangeSlider("Quality")
        self.low, self.high = _number_box("Lowest quality"), _number_box("Highest quality")
        numbers = QHBoxLayout()
        numbers.setContentsMargins(style.SPACE_12, 0, style.SPACE_12, 0)
        numbers.addWidget(self.low, 1)
        numbers.addWidget(QLabel("to"))
        numbers.addWidget(self.high, 1)
        self.body.addLayout(padded(self.slider))
        self.body.addLayout(numbers)
        self.slider.moved.connect(self._ask)
        self.low.valueChanged.connect(lambda: self._ask(self.low.value(), max(self.low.value(), self.high.value())))
        self.high.valueChanged.connect(lambda: self._ask(min(self.low.value(), self.high.value()), self.high.value()))
        self.show_present()

    @property
    def limits(self) -> tuple[int, int]:
        return self._limits

    def forget(self) -> None:
        """Another collection: its scale is its own."""
        self._limits = (0, 100)
        self._counts = ()
        self.show_present()

    def show_facets(self) -> None:
        """Take the spread of what is shown, whatever range is chosen."""
        facets = self._session.facets
        self._counts = facets.quality
        if facets.quality_range is not None:
            least, most = facets.quality_range
            known = self._limits if self._session.asked_text.strip() else (0, 100)
            self._limits = (max(-_FARTHEST, min(known[0], least)), min(_FARTHEST, max(known[1], most)))
        self.show_present()

    def show_present(self) -> None:
        """Show the range that the search text has."""
        low, high = span(self._session.asked_text, FIELD)
        least, most = self._limits
        if low is not None and high is not None and low > high:  # no number is both
            high = low
        shown = (least if low is None else low, most if high is None else high)
        least, most = min(least, *shown), max(most, *shown)
        self.slider.set_limits(least, most)
        self.slider.set_span(*shown)
        self.slider.set_counts(self._counts)
        self.mark(int(low is not None or high is not None))
        for box, value in ((self.low, shown[0]), (self.high, shown[1])):
            box.blockSignals(True)
            box.setRange(min(least, value), max(most, value))
            box.setValue(value)
            box.blockSignals(False)

    def _ask(self, low: int, high: int) -> None:
        least, most = self._limits
        text = present_text(self._session)
        asked = span(text, FIELD)
        lowest = None if low <= least and low != asked[0] else low
        highest = None if high >= most and high != asked[1] else high
        search(self._session, with_span(text, FIELD, lowest, highest))


def _number_box(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setKeyboardTracking(False)
    box.setAccelerated(True)
    box.setProperty("framed", True)
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
