"""What the rows of the changes say, in words."""

from dataclasses import dataclass
from typing import Self

from reviewer.articles.display import plain, unturned
from reviewer.articles.display import sentence as capital
from reviewer.articles.fields import field_of
from reviewer.library.change_rows import ChangeRow
from reviewer.library.paths import shown_path
from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, change_pieces, clash_pieces, spoken

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Totals:
    """How many changes there are, in how many articles; how many of these are left out, and cannot be saved yet."""

    changes: int = 0
    articles: int = 0
    left_out: int = 0
    conflicts: int = 0

    @property
    def to_save(self) -> int:
        return self.articles - self.left_out - self.conflicts

    @property
    def words(self) -> str:
        """ "14 changes in 9 articles · 2 left out · 1 conflict"."""
        parts = [f"{counted(self.changes, 'change')} in {counted(self.articles, 'article')}"]
        if self.left_out:
            parts.append(f"{self.left_out:,} left out")
        if self.conflicts:
            parts.append(counted(self.conflicts, "conflict"))
        return " · ".join(parts)


def counted(count: int, name: str) -> str:
    return f"1 {name}" if count == 1 else f"{count:,} {name}s"


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows, and which articles they are of; looked through once."""

    rows: list[ChangeRow]
    ids: frozenset[int]
    conflicts: frozenset[int]

    @classmethod
    def of(cls, rows: list[ChangeRow]) -> Self:
        return cls(rows, frozenset([row.id for row in rows]), frozenset([row.id for row in rows if row.conflict]))

    @property
    def savable(self) -> frozenset[int]:
        return self.ids - self.conflicts if self.conflicts else self.ids

    def totals(self, left_out: frozenset[int]) -> Totals:
        """An article in conflict does not count as left out: it is not saved anyway."""
        return Totals(len(self.rows), len(self.ids), len(self.savable & left_out), len(self.conflicts))


def title(row: ChangeRow) -> str:
    """The title, or the name of the file where there is none."""
    words = style.cut(unturned(plain(row.title[: 4 * LONGEST])), LONGEST)
    return words or style.cut(shown_path(row.path.rpartition("/")[2]))


def label(field: str) -> str:
    known = field_of(field)
    return known.label if known else style.cut(unturned(field), 80)


def reason(row: ChangeRow) -> str:
    """Why an article cannot be saved though no field of it clashes."""
    if not row.conflict or row.clashes or not row.reason:
        return ""
    return style.cut(capital(row.reason), LONGEST)


def pieces(row: ChangeRow) -> Pieces:
    """Old and new; with theirs, where another program changed the same field."""
    if row.clashes:
        return clash_pieces(row.old, row.theirs, row.new)
    change: Pieces = change_pieces(row.old, row.new) if row.field else ()
    why = reason(row)
    if not why:
        return change
    return (("warning", why), *((("quiet", " · "), *change) if change else ()))


def state(row: ChangeRow, is_out: bool) -> str:
    if row.conflict:
        return "conflict"
    return "left out of the next save" if is_out else "in the next save"


def sentence(row: ChangeRow, is_out: bool) -> str:
    """What a screen reader says of a row."""
    parts = [title(row), label(row.field) if row.field else "", state(row, is_out), reason(row)]
    if row.clashes:
        parts.append(f"was {_said(row.old)}, theirs {_said(row.theirs)}, mine {_said(row.new)}")
    elif row.field:
        parts.append(spoken(row.old, row.new))
    return ", ".join(part for part in parts if part)


def _said(value: str | None) -> str:
    return "not set" if value is None else style.cut(unturned(value)) or "empty"
