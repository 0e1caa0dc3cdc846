"""The views: all articles, or those in one state."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from reviewer.session.session import Session
from reviewer.ui.filters.choice_list import ChoiceList
from reviewer.ui.filters.choice_model import Choice, ChoiceModel
from reviewer.ui.filters.section import Section
from reviewer.ui.filters.terms import Term, chosen as chosen_terms

ALL = "all"


@dataclass(frozen=True, slots=True)
class _View:
    """`state` follows `is:`; a view leaves out those of `excludes`."""

    state: str
    words: str
    icon: str
    excludes: tuple[str, ...] = ()


VIEWS = (
    _View(ALL, "All", "all"),
    _View("unpublished", "Unpublished", "unpublished", ("published", "problem")),
    _View("published", "Published", "published", ("unpublished",)),
    _View("modified", "Modified", "modified"),
    _View("problem", "Problems", "problem", ("unpublished",)),
)


class ViewSection(Section):
    """Counts are of the articles that the search shows; that of All is of the whole collection."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Views", session.settings, parent)
        self._session = session
        self.choices = ChoiceModel(self)
        self.list = ChoiceList(self.choices, "Views")
        self.list.taken.connect(self._take)
        self.body.addWidget(self.list)
        self.show_present()

    def show_present(self) -> None:
        """Show the counts, and which views the search text has."""
        facets = self._session.facets
        text = self._session.asked_text
        chosen = {term.key[2] for term in chosen_terms(text, "is")}
        counts = {
            "unpublished": facets.unpublished,
            "published": facets.published,
            "modified": facets.modified,
            "problem": facets.problems,
        }
        excluded = {state for view in VIEWS if view.state in chosen for state in view.excludes}
        choices = []
        for view in VIEWS:
            if view.state == ALL:
                choices.append(Choice(ALL, view.words, self._session.counts.all, not text.strip(), view.icon))
            else:
                is_chosen = view.state in chosen
                count = None if view.state in excluded and not is_chosen else counts[view.state]
                choices.append(Choice(view.state, view.words, count, is_chosen, view.icon))
        self.choices.offer(choices)

    def _take(self, state: str) -> None:
        text = self._session.asked_text
        if state == ALL:
            self._session.search("")
            return
        self._session.search(Term("is", state).spelling)
