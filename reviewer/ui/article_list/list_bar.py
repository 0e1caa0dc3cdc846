"""The line above the list: how many articles it shows, and by what they are sorted."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from reviewer.library.catalog.schema import Grouping, Sort
from reviewer.session.session import Session
from reviewer.ui import icons, style
from reviewer.ui.article_list.columns import COLUMN_OF, COLUMNS
from reviewer.ui.article_list.size_slider import SizeSlider
from reviewer.ui.elided_label import ElidedLabel

_OFFERED = ("date", "quality", "title", "provider", "published", "modified", "related", "heat", "path")
_ENDS = {
    "date": ("Oldest first", "Newest first"),
    "title": ("A to Z", "Z to A"),
    "provider": ("A to Z", "Z to A"),
    "path": ("A to Z", "Z to A"),
    "published": ("Unpublished first", "Published first"),
    "modified": ("Unmodified first", "Modified first"),
}
GROUPINGS: dict[Grouping, str] = {
    "": "Nothing",
    "date": "Date",
    "provider": "Provider",
    "topic": "First Topic",
    "published": "Published State",
}
_STAY = "What was edited and no longer matches stays until you go to another article, or refresh (F5)"
_NUMBERS = ("Lowest first", "Highest first")


class ListBar(QWidget):
    """Asks the session for another order; follows the order it has."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._has_faded = False
        self._count = ElidedLabel(tone="muted")
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.order = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup, autoRaise=True)
        self.order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.slider = SizeSlider(self)
        self._menu = QMenu(self.order)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.order.setMenu(self._menu)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.SPACE_16, style.SPACE_4, style.SPACE_8, style.SPACE_4)
        layout.setSpacing(style.SPACE_8)
        layout.addWidget(self._count, 1)
        layout.addWidget(self.slider)
        layout.addWidget(self.order)
        session.answered.connect(self.show_present)
        session.counts_changed.connect(self.show_present)
        session.query_changed.connect(self.show_present)
        session.closed.connect(self.show_present)
        self.show_present()
        self._dress()

    def show_present(self) -> None:
        """Say how many articles there are, and the order."""
        self._count.set_tone("warning" if self._is_former else "muted")
        sort = self._session.sort
        heading = COLUMNS[COLUMN_OF[sort.field]].heading if sort.field in COLUMN_OF else sort.field.capitalize()
        self.order.setText(f"{heading}, {_ends(sort.field)[sort.descending].lower()}")
        grouped = f", grouped by {GROUPINGS[sort.group].lower()}" if sort.group else ""
        self.order.setAccessibleName(f"Sorted by {self.order.text()}{grouped}")
        self.order.setIcon(icons.icon("descending" if sort.descending else "ascending", "muted"))
        self.order.setEnabled(self._session.collection is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The number of articles is said in full; the words of the order make way for it, then those about it."""
        wordings = self._wordings()
        metrics = self._count.fontMetrics()
        self.order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        slider = self.slider.sizeHint().width() + style.SPACE_8 if self.slider.is_offered else 0
        room = self.width() - slider - 2 * style.SPACE_24
        if metrics.horizontalAdvance(wordings[0]) + self.order.sizeHint().width() > room:
            self.order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.order.setToolTip(f"Sort and group the list: {self.order.text()}")
        room -= self.order.sizeHint().width()
        has_slider = self.slider.is_offered and metrics.horizontalAdvance(wordings[-1]) <= room
        self.slider.setVisible(has_slider)
        room += 0 if has_slider else slider
        fitting = (words for words in wordings if metrics.horizontalAdvance(words) <= room)
        words = next(fitting, wordings[-1])
        self._count.say(words, _STAY if self._has_faded else wordings[0] if words != wordings[0] else "")

    def offer_size(self, is_offered: bool) -> None:
        """Whether there is a slider for the size of pictures."""
        self.slider.is_offered = is_offered
        self._fit()

    def say_faded(self, is_any: bool) -> None:
        """Whether some of the articles are only still listed."""
        self._has_faded = is_any
        self.show_present()

    @property
    def words(self) -> str:
        """What it says of the articles."""
        return self._wordings()[0]

    @property
    def _is_former(self) -> bool:
        """Whether the list is that of an earlier search, because the present one is not understood."""
        return self._session.query_text != self._session.asked_text

    def _wordings(self) -> tuple[str, ...]:
        """The same in ever fewer words."""
        answer, every = self._session.answer, self._session.counts.all
        shown = max(answer.count, len(answer.ids))
        if self._session.collection is None:
            return ("",)
        count = short = "1 article" if shown == 1 else f"{shown:,} articles"
        if answer.text.strip():
            count, short = f"{shown:,} of {every:,} articles", f"{shown:,} of {every:,}"
        if self._is_former:
            return (f"Search not understood: still showing {count}", "Search not understood", "Not understood")
        if self._has_faded:
            return (f"{count}, some no longer match", f"{short}, some no longer match", count, short, f"{shown:,}")
        return (count, short, f"{shown:,}")

    def _fill_menu(self) -> None:
        self._menu.clear()
        fields, ends = QActionGroup(self._menu), QActionGroup(self._menu)
        sort = self._session.sort
        for key in _OFFERED:
            column = COLUMNS[COLUMN_OF[key]]
            self._offer(
                fields, column.heading, replace(sort, field=key, descending=not column.rising), sort.field == key
            )
        self._menu.addSeparator()
        for descending in (True, False):
            words = _ends(sort.field)[descending]
            self._offer(ends, words, replace(sort, descending=descending), sort.descending == descending)
        groups = self._menu.addMenu("Group By")
        kinds = QActionGroup(groups)
        for grouping, words in GROUPINGS.items():
            self._offer(kinds, words, replace(sort, group=grouping), sort.group == grouping, groups)

    def _offer(self, group: QActionGroup, words: str, sort: Sort, is_present: bool, menu: QMenu | None = None) -> None:
        action = QAction(words, group, checkable=True, checked=is_present)
        action.triggered.connect(lambda: self._session.sort_by(sort))
        (menu or self._menu).addAction(action)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        side = style.line_height(style.TextSize.TEXT)
        self.order.setIconSize(QSize(side, side))
        self._fit()


def _ends(field: str) -> tuple[str, str]:
    return _ENDS.get(field, _NUMBERS)
