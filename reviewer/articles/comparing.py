"""Which fields of an article two documents give different values."""

from __future__ import annotations

from reviewer.articles.contents import Article


def changed_fields(before: Article, after: Article) -> tuple[str, ...]:
    """Paths of the fields that differ, came or went, those of `after` first; "images" and "related" as a whole.

    A value that is only spelled in another way (`yes` for `true`) has not changed.
    """
    old = {field.path: (field.kind, repr(field.value)) for field in before.fields}
    new = {field.path: (field.kind, repr(field.value)) for field in after.fields}
    changed = [path for path, value in new.items() if old.get(path) != value]
    changed += [path for path in old if path not in new]
    if before.images != after.images:
        changed.append("images")
    if before.related != after.related:
        changed.append("related")
    return tuple(changed)
