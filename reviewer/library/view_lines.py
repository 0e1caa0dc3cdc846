"""The text of a file of views, in which one view is changed and all else stays: comments, line ends, others' keys."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from reviewer.library.view_doubts import doubts_in
from reviewer.library.views import OURS, Doubt, Record, ViewEdit, line_of, record_of, view_of

_HEAD = "# Views of this collection in Reviewer, for all who work on it. They can be edited here, too.\n"
_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"\s*#")


class Trouble(Exception):
    """The words say why the file cannot be read, where, and what to do."""


def wrong(path: Path, line: int, words: str) -> Trouble:
    return Trouble(f"The shared views cannot be read: {path}, line {line}: {words}. Correct it, then refresh.")


class _Loader(yaml.SafeLoader):
    """Knows no aliases: a few lines of them stand for more than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            words = "an alias is not understood here: write it out"
            raise yaml.MarkedYAMLError(problem=words, problem_mark=self.current_event.start_mark)
        return super().compose_node(parent, index)


@dataclass(slots=True)
class _Entry:
    """`place`: which of the views in the file it was; None for a new one."""

    record: Record
    place: int | None = None


class _Lines(NamedTuple):
    """Of one view: the comments and blank lines above it, and its own."""

    above: str
    own: str
    start: int


class ViewLines:
    """`records`: the views as they are written. Raises Trouble."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        found = _LINE_END.search(text)
        self._line_end = found[0] if found else "\n"
        self._key: yaml.Node | None = None
        self._views: yaml.Node | None = None
        self._end = len(text.splitlines())
        try:
            self._whole = self._read(_Loader(text))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise wrong(path, mark.line + 1 if mark else 1, str(error.problem or "it is no YAML")) from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise wrong(path, 1, f"it is no YAML that can be read ({' '.join(str(error).split())[:200]})") from error
        self.records = self._checked()

    def _read(self, loader: _Loader) -> Record:
        node = loader.get_single_node()
        if node is None:
            return {}
        if isinstance(node, yaml.MappingNode):
            self._find(node)
        whole = loader.construct_document(node)
        if whole is not None and not isinstance(whole, dict):
            raise wrong(self._path, 1, "it must begin with “views:”")
        return whole or {}

    def _checked(self) -> list[Record]:
        records, node = self._whole.get("views") or [], self._views
        if node is None or not records:
            return []
        if not isinstance(node, yaml.SequenceNode) or not isinstance(records, list):
            raise wrong(self._path, node.start_mark.line + 1, "“views:” must be a list")
        for record, item in zip(records, node.value, strict=True):
            try:
                view_of(record)
            except ValueError as error:
                raise wrong(self._path, item.start_mark.line + 1, "a value cannot be read") from error
            if not isinstance(record, dict):
                raise wrong(self._path, item.start_mark.line + 1, "a view must have a “name:”")
        return list(records)

    def _find(self, whole: yaml.MappingNode) -> None:
        for key, value in whole.value:
            line = key.start_mark.line
            if key.tag == "tag:yaml.org,2002:merge":
                raise wrong(self._path, line + 1, "“<<” is not understood here")
            if key.value == "views":
                if self._views is not None:
                    raise wrong(self._path, line + 1, "“views:” is there twice")
                self._key, self._views = key, value
            elif self._views is not None:
                self._end = min(self._end, line)

    @property
    def doubts(self) -> list[Doubt]:
        """What is not understood of the views; all else of them is."""
        node = self._views
        items = node.value if self.records and isinstance(node, yaml.SequenceNode) else []
        return list(doubts_in(self._path, zip(items, self.records, strict=True)))

    # ---- with edits

    def edited(self, edits: Sequence[ViewEdit]) -> str:
        """The text after these edits of its views."""
        entries = [_Entry(record, place) for place, record in enumerate(self.records)]
        for edit in edits:
            _edit(entries, edit)
        records = [entry.record for entry in entries]
        if records == self.records:
            return self._text
        whole = self._whole | {"views": records}
        for is_sparing in (True, False):
            text = self._with(entries, is_sparing)
            with contextlib.suppress(yaml.YAMLError, ValueError):
                if text is not None and yaml.safe_load(text) == whole:
                    return text
        head = [f"{line.strip()}{self._line_end}" for line in self._text.splitlines() if _COMMENT.match(line)]
        return "".join(head or [self._broken(_HEAD)]) + self._spelled(whole)

    def _with(self, entries: list[_Entry], is_sparing: bool) -> str | None:
        """Only with other lines, or values in them, where a view is another one; None where that cannot be done."""
        if not self.records:
            return self._begun(entries)
        key, node = self._key, self._views
        if key is None or not isinstance(node, yaml.SequenceNode) or node.flow_style:
            return None
        head, known, tail = self._parts(key, node)
        above, kept = {}, ""
        left = {entry.place for entry in entries}
        for place, lines in enumerate(known):
            if place in left:
                above[place], kept = kept + lines.above, ""
            else:
                kept += _comments(lines.above)
        indent = " " * (node.start_mark.column)
        made = ""
        for entry in entries:
            own = None
            if entry.place is not None:
                is_same = entry.record is self.records[entry.place]
                lines = known[entry.place]
                own = lines.own if is_same else self._reworded(entry, node, lines) if is_sparing else None
                made += above[entry.place] + (_comments(lines.own) if own is None else "")
            made += own if own is not None else self._listed(entry.record, indent)
        if not entries:
            colon = self._text.index(":", key.end_mark.index) + 1
            head = f"{head[:colon]} []{head[colon:]}"
        return head + made + kept + tail

    def _begun(self, entries: list[_Entry]) -> str | None:
        """With the first views."""
        made = "".join(self._listed(entry.record, "") for entry in entries)
        node = self._views
        if node is None:
            head = self._ended(self._text) if self._text.strip() else self._broken(_HEAD)
            return f"{head}views:{self._line_end}{made}"
        start, end = node.start_mark.index, node.end_mark.index
        lines = self._ended(self._text[:start].rstrip(" ") + self._text[end:]).splitlines(keepends=True)
        at = node.start_mark.line + 1
        return "".join([*lines[:at], made, *lines[at:]])

    def _parts(self, key: yaml.Node, node: yaml.SequenceNode) -> tuple[str, list[_Lines], str]:
        """What stands before the views, the lines of each of them, and what follows."""
        lines = self._ended(self._text).splitlines(keepends=True)
        starts = [item.start_mark.line for item in node.value]
        found = []
        before = first = key.start_mark.line + 1
        for start, limit in zip(starts, [*starts[1:], self._end], strict=True):
            end = limit
            while end > start + 1 and _is_above(lines[end - 1], node.start_mark.column):
                end -= 1
            own = "".join(lines[start:end])
            found.append(_Lines("".join(lines[before:start]), own, len("".join(lines[:start]))))
            before = end
        return "".join(lines[:first]), found, "".join(lines[before:])

    def _reworded(self, entry: _Entry, node: yaml.SequenceNode, lines: _Lines) -> str | None:
        """The lines of a view with other values in them; None where they are written in another way."""
        item, old = node.value[entry.place or 0], self.records[entry.place or 0]
        if not isinstance(item, yaml.MappingNode) or item.flow_style:
            return None
        known = {key.value: (key, value) for key, value in item.value if key.value in OURS}
        changes: list[tuple[int, int, str]] = []
        after = 0
        for name, (key, value) in known.items():
            if not isinstance(value, yaml.ScalarNode) or value.style in ("|", ">"):
                return None
            start, end = value.start_mark.index - lines.start, value.end_mark.index - lines.start
            line_end = _LINE_END.search(lines.own, end)
            following = line_end.end() if line_end else len(lines.own)
            if name in entry.record:
                after = max(after, following)
                if entry.record[name] != old.get(name):
                    changes.append((start, end, f"{' ' * (start == end)}{self._value(entry.record[name])}"))
            elif key is item.value[0][0]:
                if len(item.value) < 2:
                    return None
                start = key.start_mark.index - lines.start
                end = item.value[1][0].start_mark.index - lines.start
                changes += [(start, end, ""), (0, 0, _comments(lines.own[following:end]))]
            else:
                changes.append((key.start_mark.index - key.start_mark.column - lines.start, following, ""))
        indent = " " * item.start_mark.column
        new = {name: value for name, value in entry.record.items() if name not in known and name in OURS}
        changes += [(after, after, "".join(f"{indent}{self._spelled({name: new[name]})}" for name in new))]
        own = lines.own
        for start, end, text in sorted(changes, reverse=True):
            own = own[:start] + text + own[end:]
        return own

    # ---- spelling

    def _value(self, value: object) -> str:
        return self._spelled({"a": value}).removeprefix("a:").strip()

    def _listed(self, record: Record, indent: str) -> str:
        return "".join(f"{indent}{line}" for line in self._spelled([record]).splitlines(keepends=True))

    def _spelled(self, value: object) -> str:
        text: str = yaml.safe_dump(
            value, sort_keys=False, allow_unicode=True, width=sys.maxsize, default_flow_style=False
        )
        return self._broken(text)

    def _broken(self, text: str) -> str:
        return text.replace("\n", self._line_end)

    def _ended(self, text: str) -> str:
        return text if not text or text.endswith(("\n", "\r")) else text + self._line_end


def _is_above(line: str, column: int) -> bool:
    """Whether a line behind a view belongs to what follows: it is blank, or a comment that is not further in."""
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= column)


def _comments(text: str) -> str:
    """The lines of a text that are nothing else."""
    return "".join(line for line in text.splitlines(keepends=True) if _COMMENT.match(line))


def _edit(entries: list[_Entry], edit: ViewEdit) -> None:
    if edit.order:
        places = {name.casefold(): place for place, name in enumerate(edit.order)}
        entries.sort(key=lambda entry: places.get(_name(entry), len(places)))
        return
    at = _at(entries, edit.name)
    if edit.view is None:
        if at is not None:
            del entries[at]
        return
    new = record_of(edit.view)
    at = _at(entries, edit.view.name) if at is None else at
    if at is None:
        entries.append(_Entry(new))
    elif any(entries[at].record.get(key) != new.get(key) for key in OURS):
        others = {key: value for key, value in entries[at].record.items() if key not in OURS}
        entries[at].record = new | others


def _at(entries: list[_Entry], name: str) -> int | None:
    names = [_name(entry) for entry in entries]
    return names.index(name.casefold()) if name and name.casefold() in names else None


def _name(entry: _Entry) -> str:
    return line_of(entry.record.get("name")).casefold()
