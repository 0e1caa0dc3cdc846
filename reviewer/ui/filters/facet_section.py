"""Topics, providers or categories to filter by: the most used first, the others on demand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from reviewer.articles.display import plain, unturned
from reviewer.library.folding import fold
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.filters.choice_list import ChoiceList
from reviewer.ui.filters.choice_model import Choice, ChoiceModel
from reviewer.ui.filters.section import Section, padded
from reviewer.ui.filters.terms import Term, toggled, values
from reviewer.ui.search_icons import add_search_icons

FIRST = 10
MORE = 50
SEARCH_FROM = 20
_LONGEST = 120


class FacetSection(Section):
    """`field` is the name that the query language has for what is listed."""

    def __init__(self, name: str, field: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(name, session.settings, parent)
        self._session = session
        self._field = field
        self._known: Sequence[tuple[str, int]] = ()
        self._keys: list[str] | None = None
        self._limit = FIRST
        self.search = QLineEdit(placeholderText=f"Find in {name.lower()}")
        self.search.setProperty("framed", True)
        self.search.setAccessibleName(f"Find in {name.lower()}")
        add_search_icons(self.search)
        self.search.textChanged.connect(self._start_over)
        self.choices = ChoiceModel(self)
        self.list = ChoiceList(self.choices, name)
        self.list.taken.connect(self._take)
        self.more = QToolButton(autoRaise=True)
        self.more.clicked.connect(self._show_more)
        self.body.addLayout(padded(self.search))
        self.body.addWidget(self.list)
        self.body.addLayout(padded(self.more, left=style.SPACE_24, is_wide=False))
        self.show_facets(())

    def show_facets(self, known: Sequence[tuple[str, int]]) -> None:
        """Names and their numbers of articles, by falling number."""
        self._known = known
        self._keys = None
        self.search.setVisible(len(known) > SEARCH_FROM or bool(self.search.text()))
        self.show_present()

    def show_present(self) -> None:
        """Offer what is known under the limit, with the search text's own values first."""
        chosen = {fold(value): value for value in values(self._session.asked_text, self._field)}
        wanted = fold(self.search.text().strip())
        first: list[Choice] = []
        others = list(self._known)
        if chosen or wanted:
            others = []
            for (name, count), key in zip(self._known, self._folded(), strict=True):
                if key in chosen:
                    del chosen[key]
                    first.append(_choice(name, count, True))
                elif wanted in key:
                    others.append((name, count))
        left_out = max(0, len(others) - self._limit)
        first.extend(_choice(value, 0, True) for value in chosen.values() if value)
        self.choices.offer([*first, *(_choice(name, count, False) for name, count in others[: self._limit])])
        self.more.setVisible(left_out > 0)
        self.more.setText(f"Show {left_out} more" if left_out <= MORE else f"Show {MORE} of {left_out:,} more")
        self.setVisible(bool(self._known or first))

    def _folded(self) -> list[str]:
        if self._keys is None:
            self._keys = [fold(name) for name, _ in self._known]
        return self._keys

    def _start_over(self) -> None:
        self._limit = FIRST
        self.show_present()

    def _show_more(self) -> None:
        self._limit += MORE
        self.show_present()

    def _take(self, value: str) -> None:
        self._session.search(toggled(self._session.asked_text, Term(self._field, value)))


def _choice(name: str, count: int, is_chosen: bool) -> Choice:
    return Choice(name, style.cut(unturned(plain(name[:_LONGEST])), _LONGEST), count, is_chosen)
