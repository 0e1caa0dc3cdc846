"""What is staged for an article, field by field, as the catalog lists it."""

from reviewer.library.catalog_rows import StagedChange
from reviewer.library.change_rows import FieldChange
from reviewer.library.document import Document
from reviewer.library.field_changes import field_changes, shown_value
from reviewer.library.rebasing import edited_head, overlap

SPELLING = ""
"""The field of a change that leaves all values what they are."""


def changes_between(before: bytes, after: bytes, name: str) -> tuple[FieldChange, ...]:
    """The fields that differ; one change of no field where only the spelling does."""
    changes = field_changes(before, after, name)
    return changes or ((FieldChange(SPELLING, None, None),) if before != after else ())


def staged_changes(document: Document) -> tuple[StagedChange, ...]:
    """What is staged for the article, and where the file says something else by now."""
    if document.staged is None:
        return ()
    clashing = [
        StagedChange(clash.path, shown_value(clash.base), shown_value(clash.mine), shown_value(clash.theirs), True)
        for clash in document.clashes
    ]
    changes = changes_between(*edited_head(document.staged), document.path)
    others = (one for one in changes if not any(overlap(one.field, clash.field) for clash in clashing))
    return (*clashing, *(StagedChange(one.field, one.old, one.new) for one in others))
