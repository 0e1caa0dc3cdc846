"""Values that a merge by lines may only take whole: each is put away, and a line that names it stands in for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.front_matter import read_tree
from reviewer.articles.lines import line_end, line_start
from reviewer.articles.problem import Refusal
from reviewer.articles.source import cut, has_opening, is_whole_yaml

Stored = dict[bytes, bytes]
"""What stands in, and what it stands for."""

_LOCKED = b"|".join(re.escape(key.encode()) for key in sorted(LOCKED_KEYS))
_KEY_LINE = re.compile(rb"^(?P<indent>[ \t]*)(?P<quote>[\"']?)(?P<key>" + _LOCKED + rb")(?P=quote)[ \t]*:")
_FENCE = re.compile(rb"(---|\.\.\.)[ \t]*\r?\n?\Z")
_NEXT = re.compile(
    rb"^(?P<indent>[ \t]*)(-[ \t]|#|\"[^\"]*\"[ \t]*:|'[^']*'[ \t]*:|[^\s\"'#][^\s:]*[ \t]*:([ \t\r\n]|\Z))"
)
_MARKER = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})")


def put_away(content: bytes, keys: Collection[str], stored: Stored, name: str = "") -> bytes:
    """The front matter with the lines of these top keys replaced by one each, which differ as the lines do.

    Raises Refusal where a key has no lines of its own, and Problem.
    """
    source = cut(content, name)
    text = source.text()
    root = read_tree(text, source.first_line)
    out, at = "", 0
    for index, (key, node) in enumerate(root.pairs if root is not None else ()):
        if key.kind != "scalar" or key.value not in keys or root is None:
            continue
        start, end = line_start(text, key.start), line_end(text, max(key.end, node.end))
        after = root.pairs[index + 1][0].start if index + 1 < len(root.pairs) else len(text)
        if root.flow or text[start : key.start].strip() or end > after or len(root.positions(key.value)) > 1:
            raise Refusal(f"{key.value} does not stand on lines of its own")
        lines = text[start:end].rstrip("\r\n")
        shown = lines[: text.index(":", key.end) + 1 - start]
        out += text[at:start] + stand_in(lines.encode(), shown.encode(), stored).decode()
        at = start + len(lines)
    return source.with_text(out + text[at:]).join()


def put_away_unread(content: bytes, stored: Stored, name: str = "") -> bytes:
    """The same for the locked keys of a file whose front matter cannot be read: judged by its lines."""
    if not has_opening(content) and not is_whole_yaml(name):
        return content
    return b"".join(_lines_unread(content.splitlines(keepends=True), stored))


def _lines_unread(lines: list[bytes], stored: Stored) -> Iterator[bytes]:
    at = 0
    while at < len(lines):
        found = _KEY_LINE.match(lines[at])
        if at and _FENCE.match(lines[at]):
            break
        if found is None:
            yield lines[at]
            at += 1
            continue
        end = at + 1
        while end < len(lines) and not _ends(lines[end], len(found["indent"])):
            end += 1
        block = b"".join(lines[at:end])
        kept = block.rstrip()
        yield stand_in(kept, found[0], stored) + block[len(kept) :]
        at = end
    yield from lines[at:]


def _ends(line: bytes, indent: int) -> bool:
    found = _NEXT.match(line)
    if _FENCE.match(line) or _MARKER.match(line):
        return True
    return found is not None and len(found["indent"]) <= indent


def stand_in(lines: bytes, key: bytes, stored: Stored) -> bytes:
    """A line, without its end, that begins with `key` and stands for these lines from now on."""
    line = key + b" locked-" + hashlib.sha256(lines).hexdigest().encode()
    stored[line] = lines
    return line


def put_back(content: bytes, stored: Stored) -> bytes:
    """With what was put away in its place again."""
    for line, lines in stored.items():
        content = content.replace(line, lines)
    return content
