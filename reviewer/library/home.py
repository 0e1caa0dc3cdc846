"""Where Reviewer keeps what is its own: never in a collection's folder."""

import configparser
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs

from reviewer.library.claim import is_held

if sys.platform != "win32":
    import fcntl

YAML_ARTICLES = "yaml-articles.txt"
"""In the folder of settings: patterns, as in a .gitignore, of the .yml and .yaml files that are articles."""

SETTINGS = "settings.ini"
"""In the folder of settings: what the window remembers. Each value is spelled as JSON."""
HISTORY_MEGABYTES = 500
_MOST_MEGABYTES = 1_000_000
_LONGEST_PATH = 1024
"""Bytes, on a Mac."""


@dataclass(frozen=True, slots=True)
class Home:
    """Folders for the catalogs (can be deleted at any time), for the journals (must survive) and for the settings."""

    cache: Path
    state: Path
    settings: Path

    @classmethod
    def default(cls) -> Self:
        """Below the folder that REVIEWER_HOME names; without it where this system keeps such things for this user."""
        named = os.environ.get("REVIEWER_HOME")
        if named:
            return cls.below(Path(named))
        places = platformdirs.PlatformDirs("Reviewer" if os.name == "nt" else "reviewer", appauthor=False)
        return cls(places.user_cache_path, places.user_data_path / "journals", places.user_config_path)

    @classmethod
    def below(cls, folder: Path) -> Self:
        """All three in one folder, for tests and for portable use."""
        folder = Path(os.path.abspath(folder))
        return cls(folder / "cache", folder / "journals", folder / "settings")

    def catalog_path(self, root: Path, only: Iterable[Path] | None = None, yaml_patterns: Iterable[str] = ()) -> Path:
        """The catalog of the collection in `root`. A selection of named files, or of patterns, has one of its own."""
        parts = [] if only is None else sorted({str(_absolute(path)) for path in only})
        marks = (["only", *parts] if only is not None else []) + [f"yaml:{pattern}" for pattern in yaml_patterns]
        return self._file(self.cache / "catalogs", root, marks)

    def journal_path(self, root: Path) -> Path:
        """The journal of the collection in `root`: one, whatever files of it are looked at."""
        return self._file(self.state, root, [])

    def window_claim_path(self, root: Path) -> Path:
        """What a window claims while the collection in `root` is open in it."""
        return self._file(self.state, root, []).with_suffix(".window.lock")

    def collection_of(self, folder: Path) -> Path:
        """The collection that `folder` belongs to, so that its journal is used: that one or a folder around it.

        It is the nearest that is open in a window, else the nearest that has a journal, else `folder` itself.
        """
        place = _absolute(folder)
        around = (place, *place.parents)
        held = (one for one in around if is_held(self.window_claim_path(one)))
        known = (one for one in around if self.journal_path(one).exists())
        return next(held, None) or next(known, place)

    def history_limit(self) -> int:
        """How many bytes the history of a collection may take, as the settings say."""
        try:
            found = json.loads(self.setting("history", "limit-mb"))
        except ValueError:
            found = None
        is_number = isinstance(found, int) and not isinstance(found, bool) and 0 < found <= _MOST_MEGABYTES
        return (found if is_number else HISTORY_MEGABYTES) * 1_000_000

    def setting(self, section: str, key: str) -> str:
        """What the settings say under a key, as it is spelled there; "" if nothing."""
        parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
        parser.optionxform = str  # type: ignore[assignment, method-assign]  # as its documentation says
        with contextlib.suppress(OSError, configparser.Error):  # lines without meaning are left out
            text = (self.settings / SETTINGS).read_bytes().decode("utf-8-sig", "replace")
            parser.read_string(text)
        return parser.get(section, key, fallback="") or ""

    def yaml_patterns(self) -> tuple[str, ...]:
        """The lines of the file that says which .yml and .yaml files are articles. Raises OSError."""
        try:
            text = (self.settings / YAML_ARTICLES).read_bytes().decode("utf-8-sig", "replace")
        except FileNotFoundError:
            return ()
        lines = (line.rstrip() for line in text.splitlines())
        return tuple(line for line in lines if line and not line.startswith("#"))

    def _file(self, folder: Path, root: Path, marks: Iterable[str]) -> Path:
        """A file named after the collection, for people, and after a hash of where it lies. Makes its folder."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = _absolute(root)
        told = "\0".join([os.path.normcase(place), *marks])
        name = "".join(mark if mark.isalnum() and mark.isascii() else "-" for mark in place.name).strip("-")[:40]
        key = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
        return folder / f"{name or 'collection'}-{key}.sqlite"


def _absolute(path: Path) -> Path:
    return Path(_as_stored(os.path.realpath(path)))


def _as_stored(path: str) -> str:
    """A path without links in the spelling of its disk, whatever case it was typed in; Windows' has it already."""
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):
            handle = os.open(path, os.O_RDONLY)
            try:
                found = fcntl.fcntl(handle, fcntl.F_GETPATH, bytes(_LONGEST_PATH))
            finally:
                os.close(handle)
            return os.fsdecode(found.split(b"\0", 1)[0]) or path
    return path
