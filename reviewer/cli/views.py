"""Views on the command line: those that are built in, one's own, and those that the collection shares."""

from __future__ import annotations

from pathlib import Path

from reviewer.cli.output import UsageError, complain
from reviewer.library.home import Home
from reviewer.library.own_views import own_views
from reviewer.library.view_file import PLACE, shared_views
from reviewer.library.views import BUILT_IN, View, named


def view_called(root: Path, name: str) -> View:
    """The view of this name: of several the one built in, then one's own, then the shared one, as in the window.

    Says on stderr which of two it is, and what in a shared one is not understood. Raises UsageError with the names that
    there are, or with the reason why the shared ones cannot be read.
    """
    own, shared = own_views(Home.default()), shared_views(root)
    found = named((*BUILT_IN, *own), name)
    is_shared = named(shared.views, name)
    if found is not None:
        if is_shared:
            whose = "built in" if found in BUILT_IN else "your own"
            complain(f"“{found.name}” is {whose}, and is taken before the shared one.")
        return found
    if shared.trouble:
        raise UsageError(shared.trouble)
    for doubt in shared.doubts:
        if doubt.name == (is_shared.name if is_shared else ""):
            complain(doubt.words)
    if is_shared is None:
        known = ", ".join(f"“{view.name}”" for view in (*BUILT_IN, *own, *shared.views))
        raise UsageError(f"there is no view “{name}”, neither of your own nor in {PLACE.as_posix()}; there are {known}")
    return is_shared
