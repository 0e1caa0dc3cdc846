"""Views that a team shares: `.reviewer/views.yaml` in the folder of the collection, which curators may edit as well.

    views:
    - name: To judge
      search: is:unpublished quality:20..40
      sort: quality
      descending: true
      layout: table

A change rewrites the lines of the views that it changes, so that others' lines, comments and keys stay, and git shows a
small difference. A file that cannot be read is never written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import yaml

from reviewer.library import files
from reviewer.library.views import Record, SharedViews, ViewEdit, line_of, record_of, view_of

PLACE = Path(".reviewer", "views.yaml")
"""Below the folder of the collection. Hidden, so that it is not read as an article."""
LARGEST = 1_000_000
_HEAD = "# Views of this collection in Reviewer, for all who work on it. They can be edited here, too.\n"
_TRIES = 3
_OURS = ("name", "search", "sort", "descending", "group", "layout", "key")


class _Trouble(Exception):
    """The words say why the file cannot be read, where, and what to do."""


def shared_views(root: Path, edits: Sequence[ViewEdit] = ()) -> SharedViews:
    """What the file says of the views of the collection in `root`, after these edits of it."""
    path = root / PLACE
    try:
        if edits:
            path.parent.mkdir(exist_ok=True)
            path.touch()
            _rewrite(path, edits, _TRIES)
        records = _Lines(path, _decoded(path, files.read(path).data)).records
    except FileNotFoundError:
        return SharedViews()
    except (_Trouble, files.Changed) as error:
        return SharedViews(trouble=str(error))
    except OSError as error:
        verb = "written" if edits else "read"
        return SharedViews(trouble=f"The shared views cannot be {verb}: {files.reason(error)} ({path}).")
    found = (view_of(record, is_shared=True) for record in records)
    return SharedViews(tuple(view for view in found if view is not None))


def _rewrite(path: Path, edits: Sequence[ViewEdit], tries: int) -> None:
    present = files.read(path)
    new = _Lines(path, _decoded(path, present.data)).edited(edits).encode()
    if new == present.data:
        return
    try:
        files.replace(path, new, present.fingerprint.digest)
    except files.Changed:
        if tries <= 1:
            raise
        _rewrite(path, edits, tries - 1)


def _edit(records: list[Record], edit: ViewEdit) -> None:
    if edit.order:
        places = {name.casefold(): place for place, name in enumerate(edit.order)}
        records.sort(key=lambda record: places.get(line_of(record.get("name")).casefold(), len(places)))
        return
    at = _at(records, edit.name)
    if edit.view is None:
        if at is not None:
            del records[at]
        return
    new = record_of(edit.view)
    at = _at(records, edit.view.name) if at is None else at
    if at is None:
        records.append(new)
    elif any(records[at].get(key) != new.get(key) for key in _OURS):
        records[at] = new | {key: value for key, value in records[at].items() if key not in _OURS}


def _at(records: list[Record], name: str) -> int | None:
    names = [line_of(record.get("name")).casefold() for record in records]
    return names.index(name.casefold()) if name.casefold() in names else None


def _decoded(path: Path, content: bytes) -> str:
    if len(content) > LARGEST:
        raise _Trouble(f"The shared views cannot be read: {path} is larger than a megabyte.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(path, line, "it is not UTF-8") from error


def _wrong(path: Path, line: int, words: str) -> _Trouble:
    return _Trouble(f"The shared views cannot be read: {path}, line {line}: {words}. Correct it, then refresh.")


class _Lines:
    """The text of the file, cut into what stands before the views, the lines of each of them, and what follows."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        try:
            self._node = yaml.compose(text, Loader=yaml.SafeLoader)
            self._whole = yaml.safe_load(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise _wrong(path, mark.line + 1 if mark else 1, str(error.problem or "it is no YAML")) from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise _wrong(path, 1, f"it is no YAML that can be read ({' '.join(str(error).split())[:200]})") from error
        self.records = self._checked()

    def _checked(self) -> list[Record]:
        self._views: yaml.Node | None = None
        self._end = len(self._text.splitlines())
        if self._whole is None:
            self._whole = {}
            return []
        if not isinstance(self._node, yaml.MappingNode):
            raise _wrong(self._path, 1, "it must begin with “views:”")
        for key, value in self._node.value:
            if self._views is not None and self._end > key.start_mark.line:
                self._end = key.start_mark.line
                break
            if key.value == "views":
                self._views = value
        records = self._whole.get("views") or []
        node = self._views
        if node is None or not records:
            return []
        if not isinstance(node, yaml.SequenceNode) or not isinstance(records, list):
            raise _wrong(self._path, node.start_mark.line + 1, "“views:” must be a list")
        for record, item in zip(records, node.value, strict=True):
            if view_of(record) is None:
                raise _wrong(self._path, item.start_mark.line + 1, "a view must have a “name:”")
        return list(records)

    def edited(self, edits: Sequence[ViewEdit]) -> str:
        """The text after these edits of its views."""
        records = list(self.records)
        for edit in edits:
            _edit(records, edit)
        whole = self._whole | {"views": records}
        text = self._respelled(records)
        with contextlib.suppress(yaml.YAMLError, ValueError):
            if text is not None and yaml.safe_load(text) == whole:
                return text
        head = [line for line in self._text.splitlines(keepends=True) if line.startswith("#")]
        return "".join(head or [_HEAD]) + _spelled(whole)

    def _respelled(self, records: list[Record]) -> str | None:
        """Only with other lines where a view is another one; None where the file is written in another way."""
        node = self._views
        if not self.records or not isinstance(node, yaml.SequenceNode) or node.flow_style:
            return None
        lines = self._text.splitlines(keepends=True)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        starts = [item.start_mark.line for item in node.value]
        ends = [*starts[1:], self._end]
        indent = lines[starts[0]][: len(lines[starts[0]]) - len(lines[starts[0]].lstrip())]
        known = [(record, lines[start:end]) for record, start, end in zip(self.records, starts, ends, strict=True)]
        made: list[str] = []
        for record in records:
            place = next((at for at, (each, _) in enumerate(known) if each is record), None)
            own = _spelled([record]).splitlines(keepends=True)
            made += known[place][1] if place is not None else [f"{indent}{line}" for line in own]
        return "".join([*lines[: starts[0]], *made, *lines[self._end :]])


def _spelled(value: object) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False)
    return text
