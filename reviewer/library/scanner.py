"""Which files of a folder are articles.

Symlinks are never followed: a file or folder inside the collection is found where it lies, under that one path, and
what lies outside is not of the collection. (So no link can lead in a circle.) The collection's own folder, and files
that are named, may be links.
"""

import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

from reviewer.library.files import reason
from reviewer.library.fingerprint import ctime_of, inode_of
from reviewer.library.ignoring import Rules, rules_above

ARTICLE_SUFFIXES = (".md", ".markdown", ".mdx", ".txt", ".html", ".htm")
YAML_SUFFIXES = (".yml", ".yaml")

Report = Callable[[str, str], None]
"""Told (path, reason) of what could not be looked into; path "" is the collection's own folder."""

_SKIPPED_FOLDERS = frozenset({"node_modules", "bower_components", "_site", "_build", "__pycache__"})
_OUTPUT_OF = {  # a folder of this name is what a generator built, if its configuration lies beside it
    "public": r"hugo\.\w+|config\.toml|gatsby-config\.\w+|scaffolds|\.hugo_build\.lock",
    "dist": r"(astro|vite|nuxt)\.config\.\w+",
    "build": r"docusaurus\.config\.\w+",
    "out": r"next\.config\.\w+",
    "site": r"mkdocs\.ya?ml",
    "output": r"pelicanconf\.py",
    "vendor": r"Gemfile",
}
_LANGUAGE = r"([._-][a-z]{2}([_-]([a-z]{2}|han[st]))?)?"
_SKIPPED_NAMES = re.compile(
    rf"(readme|contributing|code[_-]of[_-]conduct|changelog|security){_LANGUAGE}\.\w+"
    r"|(licen[sc]e|copying)([._-](mit|apache|bsd|a?l?gpl|cc|mpl|isc|unlicense|docs|code|content)[\w.-]*)?\.\w+"
    r"|(authors|contributors|maintainers|codeowners|pull_request_template|issue_template)\.\w+"
    r"|(agents|claude|gemini)\.md"
    r"|(robots|humans|security|ads|app-ads|llms|llms-full|cmakelists|[\w.-]*requirements[\w.-]*|constraints)\.txt",
    re.IGNORECASE,
)
_SKIPPED_BEGIN = (
    "rea con cod cha sec lic cop aut mai pul iss age cla gem rob hum app llm cma his new not sup tod ins gov roa"
)
"""What names that are skipped begin with, but for texts."""
_SKIPPED_CAPITALS = re.compile(r"(HISTORY|CHANGES|NEWS|NOTICE|SUPPORT|TODO|INSTALL|GOVERNANCE|ROADMAP)\.\w+")


class Found(NamedTuple):
    """A file that may be an article. `path` is relative to the collection, with "/"; the rest is as in fingerprints."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int = 0


def scan(
    root: Path,
    only: Sequence[Path] | None = None,
    yaml_patterns: Sequence[str] = (),
    report: Report | None = None,
) -> Iterator[Found]:
    """All files in `root` that may be articles, in the order of their paths' parts; not hidden ones, not those of
    programs (README, licences, what generators built), not those that a .gitignore names.

    `only` narrows to named files, taken whatever their names, and to the contents of named folders; all must lie in
    `root` (else ValueError). Of a named file and links to it only one is found.
    `yaml_patterns` are spelled as in a .gitignore, and let .yml and .yaml files in.
    Raises OSError where `root` itself cannot be read.
    """
    place = os.path.realpath(root)
    wanted = GitIgnoreSpec.from_lines(yaml_patterns) if yaml_patterns else None
    walk = _Walk(place, wanted, report or _ignore)
    if only is None:
        os.scandir(place).close()
        yield from walk.folder("")
        return
    files, folders = named_in(place, only)
    taken = set(files)
    for path in files:
        with walk.reporting(path):
            lies_at = _inside(place, os.path.realpath(os.path.join(place, path)))
            if lies_at == path or lies_at not in taken:
                yield found_at(path, os.stat(os.path.join(place, path)))
                taken.add(lies_at)
    for path in folders:
        for found in walk.folder(path):
            if found.path not in taken:
                yield found


def scan_some(
    root: Path, paths: Iterable[str], yaml_patterns: Sequence[str] = (), report: Report | None = None
) -> Iterator[Found]:
    """Of what `scan` finds in `root`, what lies at these paths (relative, with "/") or in these folders; "" is all."""
    wanted = GitIgnoreSpec.from_lines(yaml_patterns) if yaml_patterns else None
    walk = _Walk(os.path.realpath(root), wanted, report or _ignore)
    names = sorted(set(paths))
    outer: set[str] = set()
    for path in names:
        parts = path.split("/")
        if any("/".join(parts[:count]) in outer for count in range(len(parts))):
            continue
        outer.add(path)
        yield from walk.at(path)


class _Walk:
    def __init__(self, root: str, wanted_yaml: GitIgnoreSpec | None, report: Report) -> None:
        self._root = root
        self._wanted_yaml = wanted_yaml
        self._report = report
        self._listings: dict[str, tuple[dict[str, os.DirEntry[str]], Rules] | None] = {}

    @contextlib.contextmanager
    def reporting(self, path: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._report(path, reason(error))

    def at(self, path: str) -> Iterator[Found]:
        """What `folder("")` finds at this path, or in it."""
        if not path:
            yield from self.folder("")
            return
        above, name = os.path.split(path)
        listing = self._listing(above)
        entry = listing[0].get(name) if listing else None
        if listing is None or entry is None:
            return
        with self.reporting(path), contextlib.suppress(FileNotFoundError):
            if self._is_folder(entry):
                if self._listing(path) is not None:
                    yield from self.folder(path, listing[1])
            elif self._is_candidate(entry, path) and not listing[1].ignore(entry.path, is_folder=False):
                yield found_at(path, entry.stat(follow_symlinks=False))

    def _listing(self, path: str) -> tuple[dict[str, os.DirEntry[str]], Rules] | None:
        """What lies in a folder, and the rules for it; None for one that is not looked into."""
        if path not in self._listings:
            self._listings[path] = self._list(path)
        return self._listings[path]

    def _list(self, path: str) -> tuple[dict[str, os.DirEntry[str]], Rules] | None:
        place = os.path.join(self._root, path)
        if not path:
            rules = rules_above(place)
        else:
            above, name = os.path.split(path)
            listing = self._listing(above)
            entry = listing[0].get(name) if listing else None
            if listing is None or entry is None or not self._is_folder(entry):
                return None
            if is_built(name, list(listing[0].values())) or listing[1].ignore(entry.path, is_folder=True):
                return None
            rules = listing[1]
        with self.reporting(path), os.scandir(place) as entries:
            found = {entry.name: entry for entry in entries}
            return found, rules.within(place, list(found.values()))
        return None

    def folder(self, start: str, rules: Rules | None = None) -> Iterator[Found]:
        """All that may be an article in the folder `start`, which is itself taken whatever its name."""
        waiting = [(start, rules_above(os.path.join(self._root, start)) if rules is None else rules)]
        while waiting:
            path, above = waiting.pop()
            entries: list[os.DirEntry[str]] = []
            with self.reporting(path), os.scandir(os.path.join(self._root, path)) as listing:
                entries = sorted(listing, key=attrgetter("name"))
            rules = above.within(os.path.join(self._root, path), entries)
            inner: list[tuple[str, Rules]] = []
            before = f"{path}/" if path else ""
            for entry in entries:
                below = before + entry.name
                try:
                    if self._is_candidate(entry, below):
                        if not rules or not rules.ignore(entry.path, is_folder=False):
                            yield found_at(below, entry.stat(follow_symlinks=False))
                    elif (
                        self._is_folder(entry)
                        and not is_built(entry.name, entries)
                        and not rules.ignore(entry.path, is_folder=True)
                    ):
                        inner.append((below, rules))
                except FileNotFoundError:
                    continue
                except OSError as error:
                    self._report(below, reason(error))
            waiting.extend(reversed(inner))

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
            return False
        if sys.platform == "win32":
            state = entry.stat(follow_symlinks=False)
            return state.st_reparse_tag != stat.IO_REPARSE_TAG_MOUNT_POINT
        return True

    def _is_candidate(self, entry: os.DirEntry[str], path: str) -> bool:
        name = entry.name
        dot = name.rfind(".")
        if dot < 1 or name[0] == "." or not entry.is_file(follow_symlinks=False):
            return False
        suffix = name[dot:].lower()
        if suffix in YAML_SUFFIXES:
            return self._wanted_yaml is not None and self._wanted_yaml.match_file(path)
        if suffix not in ARTICLE_SUFFIXES:
            return False
        if name[:3].lower() not in _SKIPPED_BEGIN and suffix != ".txt":
            return True
        return not _SKIPPED_NAMES.fullmatch(name) and not _SKIPPED_CAPITALS.fullmatch(name)


def is_built(name: str, beside: Sequence[os.DirEntry[str]]) -> bool:
    """Whether a folder of this name, with these beside it, holds what a program made."""
    if name.lower() in _SKIPPED_FOLDERS:
        return True
    sign = _OUTPUT_OF.get(name.lower())
    return sign is not None and any(re.fullmatch(sign, entry.name) for entry in beside)


def found_at(path: str, state: os.stat_result) -> Found:
    return Found(path, state.st_size, state.st_mtime_ns, inode_of(state), ctime_of(state))


def named_in(root: str, only: Sequence[Path]) -> tuple[list[str], list[str]]:
    """The named files, and the named folders that do not lie in each other; relative to `root`, in order."""
    files: dict[str, None] = {}
    folders: dict[str, None] = {}
    for named in only:
        place = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(named))), os.path.basename(named))
        is_folder = os.path.isdir(place)
        place = os.path.realpath(place) if is_folder else place
        path = _inside(root, place)
        if path.split("/")[0] == os.pardir or os.path.isabs(path):
            raise ValueError(f"“{named}” does not lie in “{root}”")
        (folders if is_folder else files)[path] = None
    outer = [path for path in folders if not any(_lies_in(path, other) for other in folders)]
    return list(files), outer


def _inside(root: str, place: str) -> str:
    """The path below `root` of what lies at `place`; it begins with ".." or a drive for what lies elsewhere."""
    try:
        path = os.path.relpath(place, root)
    except ValueError:  # on another drive of Windows
        path = place
    return "" if path == os.curdir else path.replace(os.sep, "/")


def _lies_in(path: str, folder: str) -> bool:
    return path != folder and (not folder or path.startswith(f"{folder}/"))


def _ignore(path: str, words: str) -> None:
    """For those who do not ask what could not be looked into."""
