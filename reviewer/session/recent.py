"""The collections that were opened last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.session.settings import RECENT, Settings

if TYPE_CHECKING:
    from reviewer.session.events import Collection

MOST = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """`paths` open it again; `name` is what it is called."""

    name: str
    paths: tuple[Path, ...]


def recent(settings: Settings) -> list[Recent]:
    """The last one first. What cannot be read is left out."""
    found = []
    for text in settings.value(RECENT):
        try:
            name, *paths = json.loads(text)
        except (ValueError, TypeError):
            continue
        if paths and all(isinstance(each, str) for each in (name, *paths)):
            found.append(Recent(name, tuple(Path(each) for each in paths)))
    return found


def remember(settings: Settings, collection: Collection) -> None:
    """Put a collection first. A choice of very many files is not remembered."""
    paths = collection.only or (collection.root,)
    if len(paths) > 200:
        return
    text = json.dumps([collection.name, *(str(path) for path in paths)], ensure_ascii=False)
    others = [each for each in settings.value(RECENT) if each != text]
    settings.set(RECENT, [text, *others][:MOST])


def forget(settings: Settings) -> None:
    settings.set(RECENT, [])


def wanted_at_start(settings: Settings, paths: Sequence[Path]) -> Sequence[Path]:
    """These paths, or else those of the last collection."""
    last = [] if paths else recent(settings)
    return last[0].paths if last else paths
