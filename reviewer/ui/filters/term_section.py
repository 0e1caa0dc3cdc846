"""A part of the filters that writes terms of one kind into the search text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.articles.display import plain, unturned
from reviewer.library.search.rewording import choose, exclude, forget, give_up, only, require
from reviewer.library.search.terms import Term, chosen, excluded
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.filters.choice_list import ChoiceList
from reviewer.ui.filters.choice_model import Choice, ChoiceModel, tip_of
from reviewer.ui.filters.section import Section
from reviewer.ui.present_text import present_text, search

_LONGEST = 120


class TermSection(Section):
    """`facet` is the name that the search language has for what is listed. A click chooses, Alt-click excludes."""

    def __init__(self, name: str, facet: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(name, session.settings, parent)
        self._session = session
        self._facet = facet
        self._typed: dict[str, Term] = {}
        self.choices = ChoiceModel(self)
        self.list = ChoiceList(self.choices, name)
        self.list.taken.connect(self._take)
        self.list.refused.connect(self._refuse)
        self.list.menu_wanted.connect(self._show_menu)

    def term(self, value: str) -> Term:
        """What asks for a choice."""
        return self._typed.get(value) or Term(self._facet, value)

    def chosen_terms(self) -> list[Term]:
        return chosen(self._session.asked_text, self._facet)

    def excluded_terms(self) -> list[Term]:
        return excluded(self._session.asked_text, self._facet)

    def menu(self, value: str) -> QMenu:
        """What can be done with a choice."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        term, text = self.term(value), present_text(self._session)
        is_chosen = term.key in [each.key for each in chosen(text, self._facet)]
        is_excluded = term.key in [each.key for each in excluded(text, self._facet)]
        menu.addAction("Take Back" if is_chosen else "Choose", lambda: self._take(value)).setEnabled(not is_excluded)
        menu.addAction("Exclude No More" if is_excluded else "Exclude", lambda: self._refuse(value))
        if self._facet != "is":
            menu.addAction("Only This", lambda: search(self._session, only(text, term)))
        if self._facet == "topic":
            also = menu.addAction("Must Have This Too", lambda: search(self._session, require(text, term)))
            also.setEnabled(not (is_chosen or is_excluded) and bool(chosen(text, self._facet)))
        if self._facet != "is":
            menu.addSeparator()
            rest = forget(text, self._facet)
            menu.addAction(f"Clear {self.name}", lambda: search(self._session, rest)).setEnabled(rest != text)
        return menu

    def ask_for(self, text: str, term: Term) -> str:
        """The search text that has one term more."""
        return choose(text, term)

    def _take(self, value: str) -> None:
        """Choose; take back what was chosen or excluded."""
        text, term = present_text(self._session), self.term(value)
        if term.key in [each.key for each in chosen(text, self._facet)]:
            search(self._session, give_up(text, term))
        elif term.key in [each.key for each in excluded(text, self._facet)]:
            search(self._session, give_up(text, term, is_excluded=True))
        else:
            search(self._session, self.ask_for(text, term))

    def _refuse(self, value: str) -> None:
        text, term = present_text(self._session), self.term(value)
        if term.key in [each.key for each in excluded(text, self._facet)]:
            search(self._session, give_up(text, term, is_excluded=True))
        else:
            search(self._session, exclude(text, term))

    def _show_menu(self, value: str, place: QPoint) -> None:
        self.menu(value).popup(place)


def choice_of(value: str, words: str, count: int | None, *, chosen: bool, excluded: bool, icon: str = "") -> Choice:
    """A choice with its words made fit for one line, and a tip that says what a click does."""
    words = style.cut(unturned(plain(words[:_LONGEST])), _LONGEST)
    hint = "Click to take it back" if chosen or excluded else "Click to choose, Alt-click to exclude"
    return Choice(value, words, count, chosen, icon, excluded, tip_of(words, hint))
