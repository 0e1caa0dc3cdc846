"""Views that a team shares: `.reviewer/views.yaml` in the folder of the collection, which curators may edit as well.

    views:
    - name: To judge
      search: is:unpublished quality:20..40
      sort: quality
      descending: true
      layout: table

Orders, groupings, layouts and keys that are not known are told, as are keys that are nearly one of ours; the view goes
without them, and one without a name is left out. A change rewrites what it changes of a view and nothing else, so that
others' lines, comments and keys stay, and git shows a small difference. A file that cannot be read is never written.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

from reviewer.library import files
from reviewer.library.view_lines import Trouble, ViewLines, wrong
from reviewer.library.views import SharedViews, ViewEdit, view_of

PLACE = Path(".reviewer", "views.yaml")
"""Below the folder of the collection. Hidden, so that it is not read as an article."""
LARGEST = 1_000_000
_TRIES = 3


def shared_views(root: Path, edits: Sequence[ViewEdit] = ()) -> SharedViews:
    """What the file says of the views of the collection in `root`, after these edits of it."""
    path = root / PLACE
    try:
        if edits:
            path.parent.mkdir(exist_ok=True)
            path.touch()
            _rewrite(path, edits, _TRIES)
        lines = ViewLines(path, _decoded(path, files.read(path).data))
    except FileNotFoundError:
        return SharedViews()
    except (Trouble, files.Changed) as error:
        return SharedViews(trouble=str(error))
    except OSError as error:
        verb = "written" if edits else "read"
        return SharedViews(trouble=f"The shared views cannot be {verb}: {files.reason(error)} ({path}).")
    found = (view_of(record, is_shared=True) for record in lines.records)
    return SharedViews(tuple(view for view in found if view is not None), doubts=tuple(lines.doubts))


def _rewrite(path: Path, edits: Sequence[ViewEdit], tries: int) -> None:
    present = files.read(path)
    new = ViewLines(path, _decoded(path, present.data)).edited(edits).encode()
    if present.data.startswith(codecs.BOM_UTF8):
        new = codecs.BOM_UTF8 + new
    if new == present.data:
        return
    try:
        files.replace(path, new, present.fingerprint.digest)
    except files.Changed:
        if tries <= 1:
            raise
        _rewrite(path, edits, tries - 1)


def _decoded(path: Path, content: bytes) -> str:
    if len(content) > LARGEST:
        raise Trouble(f"The shared views cannot be read: {path} is larger than a megabyte.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise wrong(path, line, "it is not UTF-8") from error
