"""Notices what is written, made, moved and deleted in a collection, by whomever, and tells it a few times a second."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, watch

from reviewer.library.ignoring import NAME as GITIGNORE
from reviewer.library.ignoring import Rules, rules_above
from reviewer.library.scanner import ARTICLE_SUFFIXES, YAML_SUFFIXES, is_built

MANY = 2_000
"""As many changes at once are no list any more: everything is to be looked at."""
LONGEST_PAUSE = 3.0
"""Seconds between two tellings while something is written all the time."""
_SHORTEST_PAUSE = 0.05
_AFTER_A_BURST = 5.0
"""Seconds after a burst in which it may not be over, and the system may have swallowed what it could not hold."""
_STEP, _GROUPING, _TIMEOUT = 100, 1_000, 600_000
_POLLING = 5_000
"""Milliseconds, where a system tells nothing and has to be asked."""

SEEN_LATER = "is seen when the window gets the focus, or with Refresh"
_FAR_AWAY = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "fuse.sshfs", "fuse.rclone"))


@dataclass(frozen=True, slots=True)
class Changed:
    """`paths` lie in the collection, with "/", and may be files or folders, there or gone; None: look at everything.

    `words`, if there are any, is a sentence for the curator: what is not noticed here.
    """

    paths: tuple[str, ...] | None = ()
    words: str = ""


def _do_nothing() -> None:
    """For those who look by themselves."""


class Watching:
    """Watches a folder, or what of it is named in `only`, on threads of its own that sleep nearly all the time.

    `wake` is called on such a thread when there is something to `take`. Hidden files, folders that no article lies in,
    what a .gitignore names and files that are no articles are passed over; files with names that are no text are not
    noticed at all.
    """

    def __init__(self, root: Path, only: Sequence[Path] | None = None, wake: Callable[[], None] = _do_nothing) -> None:
        self._root = os.path.realpath(root)
        self._files, folders = _places(self._root, only)
        self._wake = wake
        self._passing = _Passing(self._root)
        self._lock = threading.Lock()
        self._paths: set[str] = set()
        self._everything = False
        self._words: list[str] = []
        self._burst_until = 0.0
        self._end = threading.Event()
        self._beginnings = {is_deep: _Beginning(self._end) for is_deep in (True, False)}
        beside = sorted({os.path.dirname(os.path.join(self._root, path)) for path in self._files})
        places = [(folders, True), (beside, False)]
        self._threads = {
            is_deep: threading.Thread(target=self._run, args=(place, is_deep), name="watching", daemon=True)
            for place, is_deep in places
            if place
        }

    def start(self) -> None:
        """Begin, unless it has. In a large folder nothing else runs in this process for a while."""
        for thread in self._threads.values():
            if thread.ident is None:
                thread.start()

    def is_ready(self, seconds: float) -> bool:
        """Wait at most so long, until changes are noticed from now on (or cannot be)."""
        return all(self._beginnings[is_deep].begun.wait(seconds) for is_deep in self._threads)

    def stop(self) -> None:
        """End the threads; nothing more is told."""
        self._end.set()
        for thread in self._threads.values():
            if thread.is_alive():
                thread.join()

    def take(self) -> Changed | None:
        """What has changed since the last call; None: nothing that is known of."""
        with self._lock:
            if self._words:
                return Changed(words=self._words.pop(0))
            if not self._everything and not self._paths:
                return None
            found = Changed(None if self._everything else tuple(sorted(self._paths)))
            self._everything = False
            self._paths.clear()
            return found

    # ---- on the threads

    def _run(self, places: list[str], is_deep: bool) -> None:
        if is_deep and is_far_away(self._root):
            self._tell(f"This folder lies on a network drive: what others write there {SEEN_LATER}.")
        try:
            try:
                self._watch(places, is_deep, is_lenient=False)
            except PermissionError:
                self._tell(
                    f"Some folders here must not be read: not all that others write is noticed. It {SEEN_LATER}."
                )
                self._watch(places, is_deep, is_lenient=True)
        except (OSError, RuntimeError) as error:
            self._tell(words_for(error))
        finally:
            self._beginnings[is_deep].begun.set()

    def _watch(self, places: list[str], is_deep: bool, is_lenient: bool) -> None:
        """`is_lenient`: it goes on, with some of the folders, where others cannot be watched."""
        pace = Pace()
        for changes in watch(
            *places,
            watch_filter=None,
            debounce=_GROUPING,
            step=_STEP,
            stop_event=self._beginnings[is_deep],
            rust_timeout=_TIMEOUT,
            raise_interrupt=False,
            force_polling=False,
            poll_delay_ms=_POLLING,
            recursive=is_deep,
            ignore_permission_denied=is_lenient,
        ):
            if self._note(changes, is_deep):
                self._wake()
                self._end.wait(pace.pause(time.monotonic()))

    def _tell(self, words: str) -> None:
        with self._lock:
            self._words.append(words)
        self._wake()

    def _note(self, changes: Iterable[tuple[Change, str]], is_deep: bool) -> bool:
        """Whether there is anything to take by now."""
        found: set[str] = set()
        everything = False
        for change, place in changes:
            path = self._inside(place)
            if is_deep and os.path.basename(path) == GITIGNORE:
                self._passing.forget()
                everything = True
            elif path in self._files if not is_deep else not self._passing.is_passed(path, change):
                found.add(path)
        now = time.monotonic()
        if len(found) >= MANY:
            self._burst_until = now + _AFTER_A_BURST
        everything = everything or "" in found or (bool(found) and now < self._burst_until)
        with self._lock:
            self._paths |= found
            self._everything = self._everything or everything or len(self._paths) >= MANY
            return self._everything or bool(self._paths)

    def _inside(self, place: str) -> str:
        path = os.path.relpath(place, self._root).replace(os.sep, "/")
        return "" if path == os.curdir else path


class _Beginning:
    """An event to stop at; that anything is wanted of it says that watching has begun."""

    def __init__(self, end: threading.Event) -> None:
        self.begun = threading.Event()
        self._end = end

    @property
    def is_set(self) -> Callable[[], bool]:
        self.begun.set()
        return self._end.is_set


class Pace:
    """How long to let changes gather: the longer, the longer they have been coming without a rest."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._pause = _SHORTEST_PAUSE

    def pause(self, now: float) -> float:
        """Seconds to wait after changes that came at `now`."""
        is_rest = now - self._last > 2 * self._pause + 2 * _GROUPING / 1000
        self._last = now
        self._pause = _SHORTEST_PAUSE if is_rest else min(LONGEST_PAUSE, 2 * self._pause)
        return self._pause


class _Passing:
    """Says which paths no article can be at. What it knows of a folder it keeps until `forget`."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._folders: dict[str, Rules | None] = {}

    def forget(self) -> None:
        self._folders.clear()

    def is_passed(self, path: str, change: Change) -> bool:
        if not path:
            return change == Change.modified
        if any(part.startswith(".") for part in path.split("/")):
            return True
        is_article = os.path.splitext(path)[1].lower() in (*ARTICLE_SUFFIXES, *YAML_SUFFIXES)
        is_folder = not is_article and change != Change.deleted and os.path.isdir(os.path.join(self._root, path))
        if not is_article and (change == Change.modified or (change == Change.added and not is_folder)):
            return True
        rules = self._rules(os.path.dirname(path))
        return rules is None or rules.ignore(os.path.join(self._root, path), is_folder=is_folder)

    def _rules(self, folder: str) -> Rules | None:
        """What the .gitignore files say in this folder; None: it is passed over, with all that is in it."""
        if folder not in self._folders:
            self._folders[folder] = self._read(folder)
        return self._folders[folder]

    def _read(self, folder: str) -> Rules | None:
        place = os.path.join(self._root, folder)
        above = self._rules(os.path.dirname(folder)) if folder else rules_above(self._root)
        if above is None or (folder and above.ignore(place, is_folder=True)):
            return None
        if folder and is_built(os.path.basename(folder), _entries(os.path.dirname(place))):
            return None
        return above.within(place, _entries(place))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(listing)
    except OSError:
        return []


def _places(root: str, only: Sequence[Path] | None) -> tuple[frozenset[str], list[str]]:
    """The files to watch, as paths in the collection, and the folders to watch with all that is in them."""
    if only is None:
        return frozenset(), [root]
    named = [os.path.abspath(path) for path in only]
    folders = [os.path.realpath(path) for path in named if os.path.isdir(path)]
    beside = (os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)) for path in named)
    files = (os.path.relpath(path, root).replace(os.sep, "/") for path in beside if not os.path.isdir(path))
    return frozenset(files), folders


def is_far_away(root: str, mounts: str = "/proc/self/mountinfo") -> bool:
    """Whether it lies on a drive that other machines write to unnoticed, as far as this system says."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as listing:
            found = [_mount(line) for line in listing]
    except OSError:
        return False
    around = [(point, kind) for point, kind in found if point == "/" or f"{root}/".startswith(f"{point}/")]
    return max(around, key=lambda mount: len(mount[0]), default=("", ""))[1] in _FAR_AWAY


def _mount(line: str) -> tuple[str, str]:
    """Where it is mounted, and of what kind it is."""
    front, _, back = line.partition(" - ")
    point = front.split(" ")[4] if front.count(" ") >= 4 else ""
    return point.replace("\\040", " "), back.split(" ")[0]


def words_for(error: Exception) -> str:
    """Why a folder cannot be watched, as a sentence for the curator."""
    text = str(error)
    if "limit" in text or "Too many open files" in text or "No space left" in text:
        return f"This system watches no more folders, as its limit is reached: what others write {SEEN_LATER}."
    return f"This folder cannot be watched: what others write {SEEN_LATER}."
