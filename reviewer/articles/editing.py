"""Edits are made in the text of an article, and proven."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from reviewer.articles.aliases import unfolded
from reviewer.articles.draft import Draft, holds, locate
from reviewer.articles.edits import AddItem, Edit, MoveItem, RemoveItem, RemoveValue, SetValue
from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.front_matter import Node
from reviewer.articles.items import insert_items, is_item, move_item, remove_item, remove_items
from reviewer.articles.keys import add_key, remove_key
from reviewer.articles.problem import Refusal
from reviewer.articles.replacing import replace_value
from reviewer.articles.source import Source, cut
from reviewer.articles.swapping import swapped
from reviewer.articles.values import Path, Value

_MOST_COMPARED = 1_000_000
"""Pairs of an old item and a new one; beyond, a whole list is replaced."""


def apply_edits(content: bytes, edits: Sequence[Edit], name: str = "") -> bytes:
    """The file's bytes after the edits; the same object when nothing changes.

    `name` is the file's name or path, which tells files that are all YAML. Raises Problem where the file cannot be
    read, and Refusal, with the reason, where an edit cannot be made without a doubt; then none is made.
    """
    source = cut(content, name)
    made = edited(source, edits, name)
    return content if made is source else made.join()


def edited(source: Source, edits: Sequence[Edit], name: str = "") -> Source:
    """The pieces of the file after the edits, as for `apply_edits`; the same object when nothing changes."""
    text = source.text()
    first_line = (source.opening or source.front).split(b"\n", 1)[0]
    line_break = "\r\n" if first_line.endswith(b"\r") else "\n"
    draft: Draft | None = None if edits else Draft.of(text, source.first_line, line_break)
    present, is_cut_alike = text, True
    for edit in edits:
        if edit.path and edit.path[0] in LOCKED_KEYS:
            raise Refusal(f"{edit.path[0]} is locked: it is never changed")
        made_here = swapped(present, edit.path, edit.value) if isinstance(edit, SetValue) else None
        if made_here is not None:
            present = made_here
            continue
        if draft is None or draft.text != present:
            draft = Draft.of(present, source.first_line, line_break)
        draft = _apply(draft, edit)
        present, is_cut_alike = draft.text, False
    if present == text:
        return source
    made = source.with_text(present)
    # What was swapped stands on its line behind a key: no line became one that could end the front matter.
    if not is_cut_alike and cut(made.join(), name) != made:
        raise Refusal("the front matter would end elsewhere after this edit")
    return made


def _apply(draft: Draft, edit: Edit) -> Draft:
    match edit:
        case SetValue(path, value):
            return _set(draft, path, value)
        case RemoveValue(path):
            return _remove(draft, path)
        case AddItem(path, value):
            return _add(draft, path, value)
        case RemoveItem(path, value):
            return _remove_equal(draft, path, value)
        case MoveItem(path, source, target):
            return move_item(draft, path, locate(draft, path), source, target)


def _set(draft: Draft, path: Path, value: Value) -> Draft:
    place = locate(draft, path)
    if place.missing:
        return _set_missing(draft, path, place.node, place.missing, value)
    if place.node is not None and place.node.kind == "alias" and _stands_for(draft, path, value):
        return draft
    if place.node is not None and place.node.kind == "list" and isinstance(value, list):
        return _set_list(draft, path, place.node, value)
    return replace_value(draft, path, place, value)


def _stands_for(draft: Draft, path: Path, value: Value) -> bool:
    """Whether the alias at the path stands for this value already."""
    node = unfolded(draft.root) if draft.root is not None else None
    for step in path:
        if node is not None:
            node = node.items[step] if isinstance(step, int) else node.get(step)
    return holds(node, value)


def _set_missing(draft: Draft, path: Path, null: Node | None, missing: Path, value: Value) -> Draft:
    steps = missing if null is not None else missing[1:]
    for step in reversed(steps):
        if isinstance(step, int):
            raise Refusal(f"there is no list to hold number {step}")
        value = {step: value}
    found = path[: len(path) - len(missing)]
    if null is not None:
        return replace_value(draft, found, locate(draft, found), value)
    return add_key(draft, (*found, missing[0]), value)


def _set_list(draft: Draft, path: Path, node: Node, value: list[Value]) -> Draft:
    """Takes out and puts in only the items that differ, so that all others keep their spelling and comments."""
    for kind, start, end, first, last in reversed(_list_changes(node.items, value)):
        if kind == "equal":
            continue
        if first < last:
            draft = insert_items(draft, path, locate(draft, path), end, value[first:last])
        draft = remove_items(draft, path, range(start, end))
    return draft


def _list_changes(items: list[Node], value: list[Value]) -> Sequence[tuple[str, int, int, int, int]]:
    """What must be done to the items to make them `value`, as SequenceMatcher says it."""
    if len(items) * len(value) > _MOST_COMPARED:
        return [("replace", 0, len(items), 0, len(value))]
    wanted = [repr(item) for item in value]
    present = [next((w for w, v in zip(wanted, value, strict=True) if holds(item, v)), "") for item in items]
    return SequenceMatcher(None, present, wanted, autojunk=False).get_opcodes()


def _remove(draft: Draft, path: Path) -> Draft:
    place = locate(draft, path)
    if place.missing or place.node is None:
        return draft
    if isinstance(path[-1], int):
        return remove_item(draft, path[:-1], locate(draft, path[:-1]), path[-1])
    return remove_key(draft, path, place)


def _add(draft: Draft, path: Path, value: Value) -> Draft:
    place = locate(draft, path)
    node = place.node
    if place.missing:
        return _set(draft, path, [value])
    if node is not None and node.kind == "scalar" and node.tag == "null":
        return replace_value(draft, path, place, [value])
    if node is not None and any(is_item(item, value) for item in node.items):
        return draft
    return insert_items(draft, path, place, len(node.items) if node else 0, [value])


def _remove_equal(draft: Draft, path: Path, value: Value) -> Draft:
    place = locate(draft, path)
    node = place.node
    if place.missing or node is None or (node.kind == "scalar" and node.tag == "null"):
        return draft
    if node.kind != "list":
        return remove_item(draft, path, place, 0)
    return remove_items(draft, path, [at for at, item in enumerate(node.items) if is_item(item, value)])
