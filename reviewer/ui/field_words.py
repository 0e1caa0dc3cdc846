"""The names of fields as they are shown beside their changes."""

from reviewer.articles.display import unturned
from reviewer.articles.fields import field_of
from reviewer.ui import style

SPELLING = "Spelling"
"""Where no field says anything else than before."""
_LONGEST = 80


def field_label(path: str) -> str:
    """What curators call a field; its own path where they have no name for it."""
    if not path:
        return SPELLING
    known = field_of(path)
    return known.label if known is not None else style.cut(unturned(path), _LONGEST)
