"""The paths of all fields that articles have, as a search by path is told of: `provider.domain`, `related.quality`."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from reviewer.articles.values import parse_path, spell_path
from reviewer.library.search.folding import fold

MOST = 5_000
"""Paths that a catalog keeps: more would be no names of fields."""
_MOST_SHAPES = 20_000

Groups = tuple[tuple[str, ...], ...]
"""Paths, those together that come from one block of a front matter."""


class FieldPaths:
    """Finds those that have not been seen before. Of articles whose keys are the same, one is looked at.

    Those that `catalog` keeps already are read when the first articles come.
    """

    def __init__(self, catalog: sqlite3.Connection | None = None) -> None:
        self._catalog = catalog
        self._known: set[str] = set()
        self._shapes: set[tuple[str, ...]] = set()
        self._groups: set[tuple[str, ...]] = set()

    def new(self, articles: Iterable[tuple[str, str, Groups | None]]) -> list[tuple[str, str]]:
        """The new ones, each with its key, of articles of which these are `fields`, `nested` and, if they are known,
        the groups of paths in both."""
        if self._catalog is not None:
            self._known.update(path for (path,) in self._catalog.execute("SELECT path FROM field_path"))
            self._catalog = None
        found: dict[str, str] = {}
        for fields, nested, groups in articles:
            if groups is not None:
                self._add_groups(found, groups)
                continue
            if self._is_new(tuple([part.partition('"')[0] for part in fields.split('],["')])):
                self._add(found, (field[0] for field in json.loads(fields) if field[1] != "locked"))
            if nested and self._is_new(tuple([part.rpartition('"')[2] for part in nested.split('":')[:-1]])):
                self._add(found, nested_paths(json.loads(nested)))
        return list(found.items())

    def _add_groups(self, found: dict[str, str], groups: Groups) -> None:
        for group in groups:
            if group not in self._groups:
                if len(self._groups) >= _MOST_SHAPES:
                    self._groups.clear()
                self._groups.add(group)
                self._add(found, group)

    def _is_new(self, shape: tuple[str, ...]) -> bool:
        if shape in self._shapes:
            return False
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        self._shapes.add(shape)
        return True

    def _add(self, found: dict[str, str], paths: Iterable[str]) -> None:
        for path in paths:
            if path not in self._known and len(self._known) < MOST:
                self._known.add(path)
                found[path] = path_key(path)


def paths_in(fields: str, nested: str) -> tuple[str, ...]:
    """The paths in items of `fields` and of `nested`."""
    named = (field[0] for field in json.loads(f"[{fields}]") if field[1] != "locked")
    return (*named, *nested_paths(json.loads(f"{{{nested}}}")))


def nested_paths(nested: dict[str, Any]) -> Iterator[str]:
    """The paths to all that a value of `nested` holds, without the numbers of items."""
    for root, value in nested.items():
        steps = tuple(step for step in parse_path(root) if isinstance(step, str))
        yield from map(spell_path, _below(steps, value))


def _below(steps: tuple[str, ...], value: Any) -> Iterator[tuple[str, ...]]:
    if isinstance(value, list):
        for item in value:
            yield from _below(steps, item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*steps, key)
            yield from _below((*steps, key), item)
    else:
        yield steps


@lru_cache(256)
def path_key(path: str) -> str:
    """A path as the catalog keys it: whatever its case, and the numbers of items in a list."""
    return fold(plain_path(path) or path)


def plain_path(path: str) -> str:
    """A path without the numbers of items in a list; "" for what is none."""
    try:
        steps = parse_path(path)
    except ValueError:
        return ""
    return spell_path(tuple(step for step in steps if isinstance(step, str)))
