"""What is staged for an article, field by field, as the catalog lists it."""

from reviewer.articles.problem import Refusal
from reviewer.library.catalog.rows import StagedChange
from reviewer.library.change_rows import FieldChange
from reviewer.library.document import Document
from reviewer.library.field_changes import field_changes, shown_value
from reviewer.library.journal.schema import Staged
from reviewer.library.rebasing import edited_head, overlap

SPELLING = ""
"""The field of a change that leaves all values what they are."""


def changes_between(before: bytes, after: bytes, name: str) -> tuple[FieldChange, ...]:
    """The fields that differ; one change of no field where only the spelling does."""
    changes = field_changes(before, after, name)
    return changes or ((FieldChange(SPELLING, None, None),) if before != after else ())


def staged_changes(document: Document) -> tuple[StagedChange, ...]:
    """What is staged for the article, and where the file says something else by now; one change at the least."""
    if document.staged is None:
        return ()
    clashing = [
        StagedChange(clash.path, shown_value(clash.base), shown_value(clash.mine), shown_value(clash.theirs), True)
        for clash in document.clashes
    ]
    changes = changes_between(*_edited(document, document.staged), document.path)
    if not changes and not clashing:
        changes = (FieldChange(SPELLING, None, None),)
    others = (one for one in changes if not any(overlap(one.field, clash.field) for clash in clashing))
    return (*clashing, *(StagedChange(one.field, one.old, one.new) for one in others))


def _edited(document: Document, staged: Staged) -> tuple[bytes, bytes]:
    """The heads, which are the least to look at; where the journal's are damaged, all that there is."""
    try:
        return edited_head(staged)
    except Refusal:
        return document.edited
