"""`reviewer list`: the articles that answer a query, straight from the catalog, page by page."""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from reviewer.cli.asking import Question
from reviewer.cli.opening import collected, opened, refreshed, renewed
from reviewer.cli.output import DONE, FAILED, Output, complain, encoded
from reviewer.cli.progress import Progress
from reviewer.cli.searching import found
from reviewer.cli.table import columns, heading, table_line
from reviewer.cli.views import view_called
from reviewer.library.catalog.reader import CatalogReader, Row, Sort
from reviewer.library.library import Library

_PAGE = 500
_WIDTH_ELSEWHERE = 120
"""Cells of a line where stdout is no terminal and COLUMNS is not set."""

KEYS: dict[str, Callable[[Row], Any]] = {
    "path": lambda row: row.path,
    "title": lambda row: row.title,
    "excerpt": lambda row: row.excerpt,
    "category": lambda row: row.category,
    "type": lambda row: row.type,
    "quality": lambda row: finite(row.quality),
    "heat": lambda row: finite(row.heat),
    "published": lambda row: row.published,
    "topics": lambda row: list(row.topics),
    "publishedDateTime": lambda row: row.date,
    "provider": lambda row: row.provider,
    "providerDomain": lambda row: row.provider_domain,
    "webUrl": lambda row: row.web_url,
    "originalUrl": lambda row: row.original_url,
    "images": lambda row: row.images,
    "related": lambda row: row.related,
    "problem": lambda row: row.problem,
    "reviewed": lambda row: row.reviewed,
}
"""The keys of an article as JSON and CSV, in order, and where they come from."""


def run(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Prints the articles. Exit status 1 where some file or folder could not be read at all."""
    place = collected(arguments.paths)
    view = None if arguments.view is None else view_called(place.root, arguments.view)
    question = Question(arguments.where, view)
    query = question.query()
    sort = view.sort if view and view.sort and not arguments.sort else _sort(arguments.sort or "path")

    def ask(reader: CatalogReader) -> Sequence[int]:
        return reader.ids(query, sort)[: arguments.limit]

    with opened(place) as library:
        unread = refreshed(library, place, progress)
        ids = found(library, question, progress, ask)
        rows = _rows(library, progress, ids, ask)
        told = (replace(row, path=place.told(row.path)) if place.below else row for row in rows)
        _WRITERS[arguments.format](told, output)
        if not ids and arguments.limit != 0 and arguments.format == "table":
            complain("No article answers the query." if not query.is_everything else "There are no articles.")
    return FAILED if unread else DONE


def _sort(named: str) -> Sort:
    return Sort(named.removeprefix("-"), named.startswith("-"))


def finite(number: Any) -> Any:
    """The number as it may stand in JSON, which has no infinity."""
    return str(number) if isinstance(number, float) and not math.isfinite(number) else number


def _rows(
    library: Library, progress: Progress, ids: Sequence[int], ask: Callable[[CatalogReader], Sequence[int]]
) -> Iterator[Row]:
    """Page by page. Where the catalog turns out to be damaged between two pages it is made anew, and asked again."""
    start = 0
    while start < len(ids):
        try:
            page = library.reader.rows(ids[start : start + _PAGE])
        except sqlite3.Error as error:
            renewed(library, progress, error)
            ids = ask(library.reader)
            continue
        yield from page
        start += _PAGE


def _write_table(rows: Iterable[Row], output: Output) -> None:
    shown = columns(shutil.get_terminal_size((_WIDTH_ELSEWHERE, 24)).columns)
    for number, row in enumerate(rows):
        if number == 0:
            output.line(heading(shown))
        output.line(table_line(row, shown))


def _write_json(rows: Iterable[Row], output: Output) -> None:
    for row in rows:
        output.json({key: value(row) for key, value in KEYS.items()})


def _write_csv(rows: Iterable[Row], output: Output) -> None:
    """Text as in the file, topics as a JSON list, `true` and `false`, nothing where there is nothing."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(KEYS)
    output.write(encoded(line.getvalue()))
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow(_csv_cell(value(row)) for value in KEYS.values())
        output.write(encoded(line.getvalue()))


def _csv_cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _write_paths(rows: Iterable[Row], output: Output) -> None:
    """One path a line; a name that would not stay in its line, or that begins with a quote, as a JSON string."""
    for row in rows:
        is_odd = row.path.startswith('"') or any(mark < " " or mark == "\x7f" for mark in row.path)
        output.line(json.dumps(row.path) if is_odd else row.path)


_WRITERS = {"table": _write_table, "json": _write_json, "csv": _write_csv, "paths": _write_paths}
