"""The filters: they write themselves into the search text, and show what the list is asked for.

While the search text is not understood, that is the last text that was; a click goes on from there.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.filters.choice_list import ChoiceList
from reviewer.ui.filters.facet_section import FacetSection
from reviewer.ui.filters.filter_head import FilterHead
from reviewer.ui.filters.quality_section import QualitySection
from reviewer.ui.filters.state_section import StateSection
from reviewer.ui.filters.view_section import ViewSection

_HINT = "Open a folder to filter its articles by state, topic, provider and quality."


class Filters(QScrollArea):
    """The region at the left of the window."""

    def __init__(self, session: Session, parent: QWidget | None = None, is_whole: bool = True) -> None:
        """Not `is_whole`: `prepare` makes what is in it, and `catch_up` shows what was told before."""
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Filters")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if is_whole:
            for _ in self.prepare():
                pass
            self.catch_up()

    def prepare(self) -> Iterator[None]:
        """Make the sections in small steps."""
        session = self._session
        self.views = ViewSection(session)
        self.head = FilterHead(session)
        yield
        self.states = StateSection(session)
        self.topics = FacetSection("Topics", "topic", session)
        yield
        self.quality = QualitySection(session)
        self.providers = FacetSection("Providers", "provider", session)
        yield
        self.categories = FacetSection("Categories", "category", session)
        self.years = FacetSection("Years", "date", session)
        yield
        self._named = (self.topics, self.providers, self.categories, self.years)
        self._facets = (self.states, self.topics, self.quality, self.providers, self.categories, self.years)
        self._hint = QLabel(_HINT, wordWrap=True, margin=style.SPACE_16)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._build())
        self.setFocusProxy(self.views.list)
        for choices in (self.views.list, self.states.list, *(section.list for section in self._named)):
            choices.reached.connect(lambda place, choices=choices: self._bring(choices, place))
        session.opened.connect(self._start_over)
        session.closed.connect(self._start_over)
        session.query_changed.connect(self._follow_text)
        session.counts_changed.connect(self.views.show_present)
        session.facets_changed.connect(self._follow_facets)
        yield

    def catch_up(self) -> None:
        """Show what was told before this was made."""
        self._start_over()
        self._follow_text()
        self._follow_facets()

    def _build(self) -> QWidget:
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Window)
        self._sections = QWidget()
        column = QVBoxLayout(self._sections)
        column.setContentsMargins(0, 0, 0, style.SPACE_16)
        column.setSpacing(style.SPACE_4)
        for section in (self.views, self.head, *self._facets):
            column.addWidget(section)
        column.addStretch(1)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._hint)
        layout.addWidget(self._sections, 1)
        return content

    def focus_first(self) -> None:
        """Give the keyboard to the first filter."""
        self.views.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bring(self, choices: ChoiceList, place: QRect) -> None:
        """Scroll to where the keyboard is."""
        content = self.widget()
        if content is not None:
            top = choices.viewport().mapTo(content, QPoint(0, place.top())).y()
            self.ensureVisible(0, top + place.height() // 2, 0, place.height() * 2)

    def _start_over(self) -> None:
        is_open = self._session.collection is not None
        self._hint.setVisible(not is_open)
        self._sections.setVisible(is_open)
        self.quality.forget()
        for section in self._named:
            section.search.clear()

    def _follow_text(self) -> None:
        self.head.show_present()
        for section in (self.views, *self._facets):
            section.show_present()

    def _follow_facets(self) -> None:
        facets = self._session.facets
        self.states.show_present()
        self.quality.show_facets()
        self.topics.show_facets(facets.topics)
        self.providers.show_facets(facets.providers)
        self.categories.show_facets(facets.categories)
        self.years.show_facets([(f"{year:04}", count) for year, count in facets.years])
