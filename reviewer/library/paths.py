"""How the path of an article is kept outside memory.

In memory a path is a str relative to the collection with "/" between its parts; a name that is no valid text (bytes
that are not UTF-8 on Linux, lone surrogates on Windows) holds lone surrogates, as os.fsdecode gives them, so
`root / path` finds the file. SQLite takes no such text: it is stored as a BLOB instead, all other paths as TEXT.
JSON takes it as `\\udcXX`, if written with `ensure_ascii` (Python's default), and gives back the same path.
"""


def stored_path(path: str) -> str | bytes:
    """What a SQLite column holds for `path`; the same path is always stored as the same value."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
    return path


def loaded_path(stored: str | bytes) -> str:
    """The path that `stored_path` made `stored` of."""
    return stored if isinstance(stored, str) else stored.decode("utf-8", "surrogatepass")


def shown_path(path: str) -> str:
    """`path` for people: any character that is no text, or that would break a line, is shown as U+FFFD."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in path)
