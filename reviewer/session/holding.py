"""One window holds a collection: a claim that a crash gives up, and a door for those who want the same one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from reviewer.library.claim import Claim, is_held
from reviewer.library.home import Home
from reviewer.session.door import Door, knock
from reviewer.session.places import found


class Holding:
    """Takes and gives up collections. `knocked` is called, on another thread, to bring this window to the front."""

    def __init__(self, home: Home, knocked: Callable[[], None]) -> None:
        self._home = home
        self._knocked = knocked
        self._held: dict[Path, tuple[Claim, Door]] = {}
        self._knocking: list[threading.Thread] = []

    def take(self, root: Path) -> bool:
        """Whether the collection is ours now; if not, the window that holds it is asked to come to the front.

        Where claims cannot be made at all, everything is ours.
        """
        if root in self._held:
            return True
        try:
            path = self._home.window_claim_path(root)
            claim = Claim(path)
            if not claim.take():
                self._knock(_door_of(path))
                return False
        except OSError:
            return True
        door = Door(_door_of(path), self._knocked)
        door.open()
        self._held[root] = (claim, door)
        return True

    def around(self, root: Path) -> Path | None:
        """The nearest collection around this folder that another window holds; it is asked to come to the front."""
        found = _held_around(self._home, root, self._held)
        if found is not None:
            self._knock(_door_of(self._home.window_claim_path(found)))
        return found

    def give_up(self, keep: Path | None = None) -> None:
        """Give up all collections but this one."""
        for root in [each for each in self._held if each != keep]:
            claim, door = self._held.pop(root)
            door.close()
            claim.release()

    def wait(self) -> None:
        """Until nobody is being asked any more."""
        for thread in self._knocking:
            thread.join()
        self._knocking.clear()

    def _knock(self, path: Path) -> None:
        self._knocking.append(threading.Thread(target=knock, args=(path,), name="knocking", daemon=True))
        self._knocking[-1].start()


def raise_other(home: Home, paths: Sequence[Path]) -> bool:
    """Whether another window holds what these paths mean, or a folder around it, and was asked to come to the front."""
    wanted = found(paths)
    if wanted is None:
        return False
    try:
        is_open = is_held(home.window_claim_path(wanted.root))
        held = wanted.root if is_open else _held_around(home, wanted.root)
        return held is not None and knock(_door_of(home.window_claim_path(held)))
    except OSError:
        return False


def _held_around(home: Home, root: Path, own: Collection[Path] = ()) -> Path | None:
    try:
        return next((one for one in root.parents if one not in own and is_held(home.window_claim_path(one))), None)
    except OSError:
        return None


def _door_of(claim: Path) -> Path:
    return claim.with_suffix(".door")
