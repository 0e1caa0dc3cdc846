"""Files that are to be read, in the order in which they were found: many, in little memory."""

import marshal
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from reviewer.library.scanner import Found

_BUNDLE = 2000


class Pile:
    """A million take some 30 MB. It can be gone through once, and gets smaller by that; it may still grow meanwhile."""

    def __init__(self, found: Iterable[Found]) -> None:
        self.count = 0
        """Of the files that were found so far."""
        self._found = iter(found)
        self._bundles: deque[bytes] = deque()

    def grow(self) -> bool:
        """Finds some more files; False where there are none."""
        bundle = [tuple(one) for one in islice(self._found, _BUNDLE)]
        self.count += len(bundle)
        if bundle:
            self._bundles.append(zlib.compress(marshal.dumps(bundle), 1))
        return bool(bundle)

    def __iter__(self) -> Iterator[Found]:
        while self._bundles or self.grow():
            yield from map(Found._make, marshal.loads(zlib.decompress(self._bundles.popleft())))
