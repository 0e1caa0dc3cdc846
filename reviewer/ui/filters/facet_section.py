"""Topics, providers, categories or years to filter by: the most used first, the others on demand."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from reviewer.library.search.folding import fold
from reviewer.library.search.terms import Term
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.filters.choice_model import Choice
from reviewer.ui.filters.section import padded
from reviewer.ui.filters.term_section import TermSection, choice_of
from reviewer.ui.search_icons import add_search_icons

FIRST = 10
MORE = 50
SEARCH_FROM = 20
_MOST_FOLDS = 50_000
"""Names whose folded texts are kept: the same ones come with each answer."""


class _Find(QLineEdit):
    """Return takes, Down goes on to what is found, and Esc first takes back what was typed."""

    entered = Signal()
    left_down = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_mine(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            self.entered.emit()

    def _is_mine(self, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return event.key() in keys or (event.key() == Qt.Key.Key_Escape and bool(self.text()))


class FacetSection(TermSection):
    """Offers what is known under the limit, each in its place; what was taken beyond that, or typed, comes first."""

    def __init__(self, name: str, facet: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(name, facet, session, parent)
        self._known: Sequence[tuple[str, int]] = ()
        self._keys: list[str] | None = None
        self._folds: dict[str, str] = {}
        self._limit = FIRST
        self.search = _Find(placeholderText=f"Find in {name.lower()}")
        self.search.setProperty("framed", True)
        self.search.setAccessibleName(f"Find in {name.lower()}")
        add_search_icons(self.search)
        self.search.textChanged.connect(self._start_over)
        self.search.left_down.connect(self._go_to_choices)
        self.search.entered.connect(self._take_first)
        self.more = QToolButton(autoRaise=True)
        self.more.clicked.connect(self._show_more)
        self.body.addLayout(padded(self.search))
        self.body.addWidget(self.list)
        self.body.addLayout(padded(self.more, left=style.SPACE_24, is_wide=False))
        self.show_facets(())

    def show_facets(self, known: Sequence[tuple[str, int]]) -> None:
        """Names and their numbers of articles, in the order to offer them."""
        if known != self._known:
            self._known = known
            self._keys = None
        self.search.setVisible(len(known) > SEARCH_FROM or bool(self.search.text()))
        self.show_present()

    def show_present(self) -> None:
        """Show what the search text has."""
        taken = {term.key[2]: (term, False) for term in self.chosen_terms()}
        taken |= {term.key[2]: (term, True) for term in self.excluded_terms()}
        wanted = fold(self.search.text().strip())
        first: list[Choice] = []
        others: list[Choice] = []
        self._typed.clear()
        fitting = 0
        rest = dict(taken)
        for place, (name, count) in enumerate(self._known):
            key = self._folded()[place] if rest or wanted else ""
            mine = rest.pop(key, None) if key else None
            fits = wanted in key if wanted else True
            fitting += fits
            is_near = fits and fitting <= self._limit
            if is_near or mine:
                excluded = mine is not None and mine[1]
                chosen = mine is not None and not excluded
                (others if is_near else first).append(choice_of(name, name, count, chosen=chosen, excluded=excluded))
            elif not (rest or wanted):
                fitting = len(self._known)
                break
        typed = [self._typed_choice(term, excluded) for term, excluded in rest.values()]
        self.choices.offer([*typed, *first, *others])
        self._say_more(fitting - len(others))
        self.mark(len(taken))
        self.setVisible(bool(self._known or taken))

    def _typed_choice(self, term: Term, excluded: bool) -> Choice:
        """A choice that no article has, or that stands for several values."""
        value = f"\0{term.spelled_value}"
        self._typed[value] = term
        words = {"": f"No {self._facet}", "*": f"Any {self._facet}"}.get(term.value, term.value)
        count = 0 if term.is_exact and term.value else None
        return choice_of(value, words, count, chosen=not excluded, excluded=excluded)

    def _say_more(self, left_out: int) -> None:
        self.more.setVisible(left_out > 0)
        self.more.setText(f"Show {left_out} more" if left_out <= MORE else f"Show {MORE} of {left_out:,} more")

    def _folded(self) -> list[str]:
        if self._keys is None:
            if len(self._folds) > _MOST_FOLDS:
                self._folds.clear()
            for name, _ in self._known:
                if name not in self._folds:
                    self._folds[name] = fold(name)
            self._keys = [self._folds[name] for name, _ in self._known]
        return self._keys

    def _go_to_choices(self) -> None:
        if self.choices.choices:
            self.list.setCurrentIndex(self.choices.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_first(self) -> None:
        """Take the first of the choices that are found, and show the others again."""
        wanted = fold(self.search.text().strip())
        found = next((choice for choice in self.choices.choices if wanted and wanted in fold(choice.words)), None)
        if found is not None:
            self.search.clear()
            self.list.taken.emit(found.value)

    def _start_over(self) -> None:
        self._limit = FIRST
        self.show_present()

    def _show_more(self) -> None:
        self._limit += MORE
        self.show_present()
