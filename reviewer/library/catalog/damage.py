"""What tells that a catalog is damaged: it can always be made anew, so whatever is wrong with it counts."""

import contextlib
import sqlite3
from collections.abc import Iterator

from reviewer.library.reasons import error_code, is_damage

_WRONG_QUESTION = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE)
"""What is asked while the catalog is written is right: where SQLite says that it is not, the tables are others."""
_OTHER_TABLES = "no such table", "no such column", "no such module", "no such tokenizer", "tokenizer constructor"
_OTHER_VALUES = (TypeError, AttributeError, LookupError, OverflowError, UnicodeDecodeError)
"""What Python raises where a value is of a kind that its column never holds."""


class CatalogDamaged(sqlite3.DatabaseError):
    """The catalog turned out to be damaged: it is to be made anew, and all articles are to be read."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def is_unusable(error: Exception) -> bool:
    """Whether what was met while the catalog was written, or opened, is its own fault: not that of a full disk, a lock
    or the like."""
    return is_damage(error) or error_code(error) in _WRONG_QUESTION


@contextlib.contextmanager
def guarding() -> Iterator[None]:
    """Around what writes the catalog, or compares with it: where a damage shows CatalogDamaged is raised."""
    try:
        yield
    except (sqlite3.DatabaseError, *_OTHER_VALUES) as error:
        if isinstance(error, CatalogDamaged) or (isinstance(error, sqlite3.Error) and not is_unusable(error)):
            raise
        raise CatalogDamaged(str(error)) from error


@contextlib.contextmanager
def reading(*others: type[Exception]) -> Iterator[None]:
    """Around questions that a curator may have worded: SQLite may not take them, though the catalog is sound. The
    `others` show damage too."""
    met: tuple[type[Exception], ...] = (sqlite3.DatabaseError, *_OTHER_VALUES, *others)
    try:
        yield
    except met as error:
        is_wrong = error_code(error) == sqlite3.SQLITE_ERROR and any(words in str(error) for words in _OTHER_TABLES)
        if isinstance(error, sqlite3.Error) and not is_wrong:
            raise
        raise CatalogDamaged(str(error)) from error
