"""The views that a collection shares, on the command line."""

from __future__ import annotations

from pathlib import Path

from reviewer.cli.output import UsageError
from reviewer.library.view_file import PLACE, shared_views
from reviewer.library.views import View


def shared_view(root: Path, name: str) -> View:
    """The view of this name. Raises UsageError with the names there are, or why they cannot be read."""
    shared = shared_views(root)
    if shared.trouble:
        raise UsageError(shared.trouble)
    found = next((view for view in shared.views if view.name.casefold() == name.strip().casefold()), None)
    if found is None:
        known = ", ".join(f"“{view.name}”" for view in shared.views)
        words = f"it has {known}" if known else f"it has none: there is no {PLACE.as_posix()}, or nothing in it"
        raise UsageError(f"the collection shares no view “{name}”; {words}")
    return found


def both(first: str, second: str | None) -> str | None:
    """A search text that asks for what both ask for; None where neither asks for anything."""
    texts = [text for text in (first.strip(), second) if text]
    if len(texts) > 1:
        return " ".join(f"({text})" for text in texts)
    return texts[0] if texts else None
