"""The range of quality to filter by."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from reviewer.library.search.rewording import span, with_span
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.filters.range_slider import RangeSlider
from reviewer.ui.filters.section import Section, padded
from reviewer.ui.present_text import present_text, search
from reviewer.ui.quality_scale import HIGHEST, LOWEST, scale_of

FIELD = "quality"
_FARTHEST = 1_000_000_000


class QualitySection(Section):
    """The scale grows with what the collection holds, and does not shrink as a search narrows it.

    A few articles far beyond it are counted in its last bars, and are meant where a handle is at its end.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Quality", session.settings, parent)
        self._session = session
        self._limits = self._found = (LOWEST, HIGHEST)
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
        self.low.valueChanged.connect(lambda low: self._ask(low, max(low, self._asked[1])))
        self.high.valueChanged.connect(lambda high: self._ask(min(high, self._asked[0]), high))
        self.show_present()

    @property
    def limits(self) -> tuple[int, int]:
        return self._limits

    def forget(self) -> None:
        """Another collection: its scale is its own."""
        self._limits = self._found = (LOWEST, HIGHEST)
        self._counts = ()
        self.show_present()

    def show_facets(self) -> None:
        """Take the spread of what is shown, whatever range is chosen."""
        facets = self._session.facets
        self._counts = facets.quality
        scale = scale_of(facets)
        if scale is not None and facets.quality_range is not None:
            is_part = bool(self._session.asked_text.strip())
            whole = (LOWEST, HIGHEST)
            self._limits = _both(self._limits if is_part else whole, scale)
            self._found = _both(self._found if is_part else whole, facets.quality_range)
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
            box.setRange(min(self._found[0], value), max(self._found[1], value))
            box.setValue(value)
            box.blockSignals(False)
        self.high.setSuffix("+" if high is None and self._found[1] > most else "")

    @property
    def _asked(self) -> tuple[int, int]:
        """The ends of the range; where one is open, the farthest that there is."""
        low, high = span(self._session.asked_text, FIELD)
        return self._found[0] if low is None else low, self._found[1] if high is None else high

    def _ask(self, low: int, high: int) -> None:
        least, most = self._limits
        text = present_text(self._session)
        asked = span(text, FIELD)
        lowest = None if (low == least or low <= self._found[0]) and low != asked[0] else low
        highest = None if (high == most or high >= self._found[1]) and high != asked[1] else high
        search(self._session, with_span(text, FIELD, lowest, highest))


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return max(-_FARTHEST, min(one[0], other[0])), min(_FARTHEST, max(one[1], other[1]))


def _number_box(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setKeyboardTracking(False)
    box.setAccelerated(True)
    box.setProperty("framed", True)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it need not show the longest number
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
