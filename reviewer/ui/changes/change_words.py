"""What the rows of the changes say, in words."""

from dataclasses import dataclass
from typing import Self

from reviewer.articles.display import plain, unturned
from reviewer.articles.display import sentence as capital
from reviewer.library.change_rows import ChangeRow
from reviewer.library.paths import shown_path
from reviewer.library.reasons import GONE
from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, change_pieces, clash_pieces, spoken
from reviewer.ui.field_words import field_label

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
    """Rows, and what is asked about all of them; looked through once, before they come to the window."""

    rows: list[ChangeRow]
    ids: frozenset[int]
    conflicts: frozenset[int]
    savable: frozenset[int]
    """Articles that are not in conflict."""
    first: dict[int, int]
    """Where the first row of an article is."""
    mark: tuple[int, int, int]
    """The same for the same fields of the same articles in the same order."""
    unresolved: Self | None
    """Only the rows of articles in conflict; None: there are none, or no others."""
    clashing: frozenset[int]
    """Articles with a field to decide about."""

    @classmethod
    def of(cls, rows: list[ChangeRow]) -> Self:
        each = tuple([row.id for row in rows])
        conflicts = frozenset([row.id for row in rows if row.conflict])
        ids = frozenset(each)
        of_conflicts = [row for row in rows if row.id in conflicts] if conflicts else []
        return cls(
            rows,
            ids,
            conflicts,
            ids - conflicts if conflicts else ids,
            dict(zip(reversed(each), range(len(rows) - 1, -1, -1), strict=True)),
            (len(rows), hash(each), hash(tuple([row.field for row in rows]))),
            cls.of(of_conflicts) if 0 < len(of_conflicts) < len(rows) else None,
            frozenset([row.id for row in of_conflicts if row.clashes]),
        )

    def only_conflicts(self) -> Self:
        if self.unresolved is not None:
            return self.unresolved
        return self if self.conflicts else type(self).of([])

    def row_of(self, article_id: int, field: str | None = None) -> int | None:
        """Where a change is; with no field, or one that is gone, where its article begins."""
        first = self.first.get(article_id)
        if first is None or field is None:
            return first
        after = (at for at, row in enumerate(self.rows[first:], first) if row.id == article_id and row.field == field)
        return next(after, first)

    def totals(self, left_out: frozenset[int]) -> Totals:
        """An article in conflict does not count as left out: it is not saved anyway."""
        return Totals(len(self.rows), len(self.ids), self.count_out(left_out), len(self.conflicts))

    def count_out(self, left_out: frozenset[int]) -> int:
        """How many articles of those that can be saved are left out."""
        return len(self.savable & left_out) if left_out else 0


def title(row: ChangeRow) -> str:
    """The title, or the name of the file where there is none."""
    words = style.cut(unturned(plain(row.title[: 4 * LONGEST])), LONGEST)
    return words or style.cut(shown_path(row.path.rpartition("/")[2]))


def says_field(row: ChangeRow) -> bool:
    """Whether the row is of a field, or of its spelling, and not of a file that is gone."""
    return bool(row.field) or not row.conflict


def label(row: ChangeRow) -> str:
    return field_label(row.field) if says_field(row) else ""


def reason(row: ChangeRow) -> str:
    """Why an article cannot be saved though no field of it clashes."""
    if not row.conflict or row.clashes or not row.reason:
        return ""
    if row.reason == GONE:
        return "Its file was deleted or moved: revert, or put it back"
    return style.cut(capital(row.reason), LONGEST)


def pieces(row: ChangeRow) -> Pieces:
    """Old and new; with theirs, where another program changed the same field."""
    if row.clashes:
        return clash_pieces(row.old, row.theirs, row.new)
    change: Pieces = change_pieces(row.old, row.new) if says_field(row) else ()
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
    parts = [title(row), label(row), state(row, is_out), reason(row)]
    if row.clashes:
        parts.append(f"was {_said(row.old)}, theirs {_said(row.theirs)}, mine {_said(row.new)}")
    elif says_field(row):
        parts.append(spoken(row.old, row.new))
    return ", ".join(part for part in parts if part)


def _said(value: str | None) -> str:
    return "not set" if value is None else style.cut(unturned(value)) or "empty"
