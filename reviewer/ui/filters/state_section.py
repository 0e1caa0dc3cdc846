"""The states to filter by. Published and unpublished exclude each other; the others may all be asked for at once."""

from PySide6.QtWidgets import QWidget

from reviewer.library.search.rewording import choose, give_up
from reviewer.library.search.terms import Term
from reviewer.session.session import Session
from reviewer.ui.filters.term_section import TermSection, choice_of

STATES = (
    ("published", "Published"),
    ("unpublished", "Unpublished"),
    ("modified", "Modified"),
    ("reviewed", "Reviewed"),
    ("problem", "Problem"),
    ("conflict", "Conflict"),
)
"""What follows `is:`, and the words for it."""
_RARE = ("reviewed", "conflict")
"""Offered where there are such articles only."""
_OTHER = {"published": "unpublished", "unpublished": "published"}


class StateSection(TermSection):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("State", "is", session, parent)
        self.body.addWidget(self.list)
        self.show_present()

    def show_present(self) -> None:
        """Show the counts, and what the search text has."""
        facets = self._session.facets
        counts = {
            "published": facets.published,
            "unpublished": facets.unpublished,
            "modified": facets.modified,
            "reviewed": facets.reviewed,
            "problem": facets.problems,
            "conflict": facets.conflicts,
        }
        chosen = {term.key[2] for term in self.chosen_terms()}
        excluded = {term.key[2] for term in self.excluded_terms()}
        self.choices.offer(
            [
                choice_of(state, words, counts[state], chosen=state in chosen, excluded=state in excluded, icon=state)
                for state, words in STATES
                if counts[state] or state not in _RARE or state in chosen | excluded
            ]
        )
        self.mark(len(chosen) + len(excluded))

    def ask_for(self, text: str, term: Term) -> str:
        other = _OTHER.get(term.value)
        return choose(give_up(text, Term("is", other)) if other else text, term)
