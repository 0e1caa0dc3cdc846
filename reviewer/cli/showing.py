"""`reviewer show`: all of one article, for people or as JSON."""

from __future__ import annotations

import argparse
import os
import shutil
import textwrap
from collections.abc import Iterator
from typing import Any

from reviewer.articles.contents import Article, FieldValue, Picture, Related
from reviewer.articles.display import show_date
from reviewer.articles.fields import FIELDS
from reviewer.cli.listing import finite
from reviewer.cli.opening import collected, opened
from reviewer.cli.output import DONE, Output, UsageError
from reviewer.cli.progress import Progress
from reviewer.cli.table import printable
from reviewer.library.document import Document
from reviewer.library.paths import shown_path

_WIDEST = 100
_LABEL = 20
_HEADLINES = ("title", "excerpt")
_LABELS = {field.path: field.label for field in FIELDS}


def run(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Prints the article with the values it has now, unsaved edits of the window included."""
    if os.path.isdir(arguments.file):
        raise UsageError(f"“{arguments.file}” is a folder: name a file, or use reviewer list")
    place = collected([arguments.file])
    name = os.path.basename(arguments.file)
    with opened(place) as library:
        article, document = library.article(f"{place.below}{name}")
    if arguments.format == "json":
        output.json(as_json(name, article, document))
    else:
        width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
        for line in as_text(name, article, document, width):
            output.line(line)
    return DONE


def as_json(path: str, article: Article, document: Document) -> dict[str, Any]:
    """All that the article has; the keys of `reviewer list`, with pictures and related articles in full."""
    return {
        "path": path,
        "title": article.title,
        "excerpt": article.excerpt,
        "category": article.category,
        "type": article.type,
        "quality": finite(article.quality),
        "heat": finite(article.heat),
        "published": article.published,
        "topics": list(article.topics),
        "publishedDateTime": article.date,
        "provider": article.provider,
        "providerDomain": article.provider_domain,
        "webUrl": article.web_url,
        "originalUrl": article.original_url,
        "images": [_picture_json(picture) for picture in article.images],
        "related": [_related_json(related) for related in article.related],
        "problem": None if article.problem is None else str(article.problem),
        "modified": document.modified or document.conflict,
        "conflict": document.conflict,
        "fields": [_field_json(field) for field in article.fields],
        "body": article.body,
    }


def as_text(path: str, article: Article, document: Document, width: int) -> Iterator[str]:
    """The lines for people, at most `width` cells wide where words allow."""
    yield from _wrapped(printable(article.title) or shown_path(path), width)
    if article.excerpt:
        yield from _wrapped(printable(article.excerpt), width)
    yield ""
    note = " (changed on disk after it was edited; the edits are kept)" if document.conflict else ""
    yield _labelled("File", shown_path(path) + (" (with unsaved edits)" if document.modified else note))
    if article.problem is not None:
        yield _labelled("Problem", printable(str(article.problem)))
    else:
        yield _labelled("State", "published" if article.is_published else "unpublished")
    for field in article.fields:
        if field.path not in _HEADLINES:
            yield _labelled(_LABELS.get(field.path) or printable(field.path), _shown(field))
    yield from _pictures(article)
    for number, related in enumerate(article.related, 1):
        yield from _related(number, related, width)
    if article.body.strip():
        yield ""
        yield from ("".join(_safe(mark) for mark in line) for line in article.body.strip("\r\n").splitlines())


def _pictures(article: Article) -> Iterator[str]:
    for number, picture in enumerate(article.images, 1):
        size = f"  {picture.width} × {picture.height}" if picture.width and picture.height else ""
        yield _labelled(f"Picture {number}", printable(picture.url) + size)


def _related(number: int, related: Related, width: int) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"Related {number}: {printable(related.title)}", width)
    about = [related.provider, show_date(related.date), "" if related.quality is None else f"quality {related.quality}"]
    for words in (" · ".join(printable(part) for part in about if part), printable(related.web_url)):
        if words:
            yield f"  {words}"
    for picture in related.images:
        yield f"  {printable(picture.url)}"


def _shown(field: FieldValue) -> str:
    if field.locked:
        return f"locked, {field.value:,} characters"
    if field.kind in ("groups", "map"):
        return f"{field.value} entries"
    if isinstance(field.value, list):
        return ", ".join(printable(str(item)) for item in field.value) or "(none)"
    if isinstance(field.value, bool):
        return "yes" if field.value else "no"
    return "(empty)" if field.value is None or field.value == "" else printable(str(field.value))


def _labelled(label: str, text: str) -> str:
    return f"{label:{_LABEL}} {text}"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _safe(mark: str) -> str:
    return mark if mark.isprintable() or mark in "\t\u200c\u200d" else "\ufffd"


def _picture_json(picture: Picture) -> dict[str, Any]:
    return {
        "url": picture.url, "width": picture.width, "height": picture.height, "isCached": picture.is_cached,
    }  # fmt: skip


def _related_json(related: Related) -> dict[str, Any]:
    return {
        "title": related.title,
        "excerpt": related.excerpt,
        "publishedDateTime": related.date,
        "webUrl": related.web_url,
        "ampWebUrl": related.amp_url,
        "type": related.type,
        "provider": related.provider,
        "providerDomain": related.provider_domain,
        "quality": finite(related.quality),
        "images": [_picture_json(picture) for picture in related.images],
    }


def _field_json(field: FieldValue) -> dict[str, Any]:
    return {"path": field.path, "value": finite(field.value), "kind": field.kind, "locked": field.locked}
